// Room template: patches by JSON Pointer (add, replace, remove), by which a scenario sets and a variant spoils a template.

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
type JsonObject = { readonly [key: string]: Json | undefined };

export interface PatchOp {
  readonly op: "add" | "replace" | "remove";
  readonly path: string;
  readonly value?: Json;
}

/** A patch that does not fit (64): names its path and what stands there instead. */
export class PatchError extends Error {
  readonly exitCode = 64;
  constructor(op: PatchOp, problem: string) {
    super(`${op.op} ${op.path}: ${problem}`);
    this.name = "PatchError";
  }
}

/** A patched copy of `value`. */
export function patchJson(value: JsonObject, ops: readonly PatchOp[]): JsonObject {
  const copy = structuredClone(value);
  for (const op of ops) applyOne(copy, op);
  return copy;
}

type Container = Record<string, Json | undefined> | (Json | undefined)[];

function applyOne(root: JsonObject, op: PatchOp): void {
  const tokens = op.path
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = tokens.pop();
  if (!op.path.startsWith("/") || last === undefined)
    throw new PatchError(op, "a path begins with / and names a member");
  const parent = tokens.reduce<Json | undefined>((at, token) => into(at, token, op), root);
  if (typeof parent !== "object" || parent === null) throw new PatchError(op, "nothing stands above it");
  if (op.op !== "remove" && op.value === undefined) throw new PatchError(op, "has no value");
  change(parent as Container, last, op);
}

function into(at: Json | undefined, token: string, op: PatchOp): Json | undefined {
  const next = typeof at === "object" && at !== null ? (at as JsonObject)[token] : undefined;
  if (next === undefined) throw new PatchError(op, `there is no ${token}`);
  return next;
}

function change(parent: Container, key: string, op: PatchOp): void {
  if (Array.isArray(parent)) {
    const index = key === "-" ? parent.length : Number(key);
    if (!Number.isInteger(index) || index < 0 || index > parent.length)
      throw new PatchError(op, `${key} is no index here`);
    if (op.op !== "add" && index >= parent.length) throw new PatchError(op, `there is no ${key}`);
    parent.splice(index, op.op === "add" ? 0 : 1, ...(op.op === "remove" ? [] : [op.value]));
    return;
  }
  if (op.op !== "add" && !Object.hasOwn(parent, key)) throw new PatchError(op, `there is no ${key}`);
  if (op.op === "remove") delete parent[key];
  else parent[key] = op.value;
}
