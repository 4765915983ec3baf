// Room template: resolves intrinsics against what exists: Ref, GetAtt, Sub, Join, Select, Split. Others are named, never guessed.
import type { Json, JsonObject } from "./template.ts";

export interface Scope {
  /** The physical id of a resource, or a parameter's value; undefined where there is no such thing. */
  ref(id: string): Json | undefined;
  getAtt(id: string, attribute: string): Json | undefined;
}

/** An intrinsic that cannot be resolved (64). */
export class IntrinsicError extends Error {
  readonly exitCode = 64;
  constructor(problem: string) {
    super(problem);
    this.name = "IntrinsicError";
  }
}

/** `value` with every intrinsic replaced. */
export function resolve(value: Json, scope: Scope): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => resolve(item, scope));
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && (only[0] === "Ref" || only[0].startsWith("Fn::"))) {
    return intrinsic(only[0], only[1] ?? null, scope);
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [key, item === undefined ? item : resolve(item, scope)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function intrinsic(name: string, argument: Json, scope: Scope): Json {
  switch (name) {
    case "Ref":
      return found(scope.ref(String(argument)), `Ref ${String(argument)}`);
    case "Fn::GetAtt": {
      const [id, attribute] = isList(argument) ? argument.map(String) : String(argument).split(/\.(.*)/s);
      return found(scope.getAtt(id ?? "", attribute ?? ""), `GetAtt ${id}.${attribute}`);
    }
    case "Fn::Sub":
      return substitute(argument, scope);
    case "Fn::Join": {
      const [by, items] = listOf(resolve(argument, scope), name);
      return listOf(items ?? null, name)
        .map(String)
        .join(String(by));
    }
    case "Fn::Select": {
      const [index, items] = listOf(resolve(argument, scope), name);
      return found(listOf(items ?? null, name)[Number(index)], `Select ${String(index)}`);
    }
    case "Fn::Split": {
      const [by, text] = listOf(resolve(argument, scope), name);
      return String(text).split(String(by));
    }
    default:
      throw new IntrinsicError(`${name} is not supported here`);
  }
}

function listOf(value: Json, name: string): readonly Json[] {
  if (isList(value)) return value;
  throw new IntrinsicError(`${name} takes a list`);
}

function substitute(argument: Json, scope: Scope): string {
  const [template, own] = isList(argument) ? argument : [argument, {}];
  const values = (own ?? {}) as JsonObject;
  return String(template).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    const given = values[name];
    if (given !== undefined) return String(resolve(given, scope));
    const dot = name.indexOf(".");
    const value = dot < 0 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1));
    return String(found(value, `Sub \${${name}}`));
  });
}

function found(value: Json | undefined, what: string): Json {
  if (value === undefined) throw new IntrinsicError(`${what}: there is nothing of that name`);
  return value;
}

/** The logical ids that a value refers to. */
export function referencesIn(value: Json | undefined): readonly string[] {
  const ids = new Set<string>();
  visit(value, ids);
  return [...ids];
}

function visit(value: Json | undefined, ids: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === "Ref") ids.add(String(item));
    else if (key === "Fn::GetAtt")
      ids.add(String(isList(item ?? null) ? (item as readonly Json[])[0] : item).split(".")[0] ?? "");
    else if (key === "Fn::Sub") {
      const text = String(isList(item ?? null) ? (item as readonly Json[])[0] : item);
      for (const [, name] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) ids.add((name ?? "").split(".")[0] ?? "");
    }
    visit(item, ids);
  }
}
