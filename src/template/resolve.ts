// Room template: resolves intrinsics against what exists. What cannot be resolved is named, never guessed.
import { isList, isObject, type Json, type JsonObject } from "./json.ts";
import { attributeParts } from "./references.ts";

export { referencesIn } from "./references.ts";

export interface Scope {
  /** The physical id of a resource, or a parameter's value; undefined where there is no such thing. */
  ref(id: string): Json | undefined;
  getAtt(id: string, attribute: string): Json | undefined;
  /** Whether a condition of the template holds. */
  condition?(name: string): boolean | undefined;
  /** What a mapping has under two keys. */
  mapping?(map: string, top: string, second: string): Json | undefined;
  /** What another stack exports under a name. */
  importValue?(name: string): Json | undefined;
}

/** An intrinsic that cannot be resolved (64). */
export class IntrinsicError extends Error {
  readonly exitCode = 64;
  constructor(problem: string) {
    super(problem);
    this.name = "IntrinsicError";
  }
}

/** `value` with every intrinsic replaced; what is AWS::NoValue is gone. */
export function resolve(value: Json, scope: Scope): Json {
  return resolveOrDrop(value, scope) ?? null;
}

/** Undefined where the value is AWS::NoValue. */
function resolveOrDrop(value: Json | undefined, scope: Scope): Json | undefined {
  if (isList(value)) return value.flatMap((item) => present(resolveOrDrop(item, scope)));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isIntrinsic(only[0]))
    return intrinsic(only[0], only[1] ?? null, scope);
  return Object.fromEntries(
    entries.flatMap(([key, item]) => present(resolveOrDrop(item, scope)).map((kept) => [key, kept] as const)),
  );
}

const present = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : [value]);

export const isIntrinsic = (name: string): boolean => name === "Ref" || name.startsWith("Fn::");

type Intrinsic = (argument: Json, scope: Scope, name: string) => Json | undefined;

/** Functions that the language has and that are refused here by name: Fn::Cidr, Fn::Transform and those of language extensions. */
const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) =>
    argument === "AWS::NoValue" ? undefined : found(scope.ref(String(argument)), `Ref ${String(argument)}`),
  "Fn::GetAtt": getAtt,
  "Fn::Sub": substitute,
  "Fn::Join": join,
  "Fn::Select": select,
  "Fn::Split": (argument, scope, name) => {
    const [by, text] = listOf(resolve(argument, scope), name);
    if (typeof text !== "string") throw new IntrinsicError("Fn::Split splits a string");
    return text.split(String(by));
  },
  "Fn::Base64": (argument, scope) => Buffer.from(String(resolve(argument, scope))).toString("base64"),
  "Fn::FindInMap": findInMap,
  "Fn::ImportValue": (argument, scope) => {
    const name = String(resolve(argument, scope));
    return found(scope.importValue?.(name), `ImportValue ${name}`);
  },
  "Fn::GetAZs": (argument, scope) => {
    const region = String(resolve(argument, scope)) || String(scope.ref("AWS::Region"));
    return ["a", "b", "c"].map((zone) => `${region}${zone}`);
  },
  "Fn::If": (argument, scope, name) => {
    const [condition, then, otherwise] = listOf(argument, name);
    return resolveOrDrop(holds({ Condition: condition ?? null }, scope) ? then : otherwise, scope);
  },
  "Fn::Equals": conditionValue,
  "Fn::And": conditionValue,
  "Fn::Or": conditionValue,
  "Fn::Not": conditionValue,
};

export const knownIntrinsics: readonly string[] = Object.keys(INTRINSICS);

function intrinsic(name: string, argument: Json, scope: Scope): Json | undefined {
  const known = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (known === undefined) throw new IntrinsicError(`${name} is not supported here`);
  return known(argument, scope, name);
}

function getAtt(argument: Json, scope: Scope): Json {
  // The attribute, not the logical id, may be an intrinsic itself (Fn::GetAtt, Supported functions).
  const [id = "", attribute = ""] = attributeParts(isList(argument) ? resolve(argument, scope) : argument);
  return found(scope.getAtt(id, attribute), `GetAtt ${id}.${attribute}`);
}

function join(argument: Json, scope: Scope, name: string): Json {
  const [by, items] = listOf(resolve(argument, scope), name);
  return listOf(items ?? null, name)
    .map(String)
    .join(String(by));
}

function select(argument: Json, scope: Scope, name: string): Json {
  const [index, items] = listOf(resolve(argument, scope), name);
  const item = listOf(items ?? null, name)[Number(index)];
  if (item === undefined)
    throw new IntrinsicError(
      `Template error: Fn::Select cannot select nonexistent value at index ${String(index)}`,
    );
  return item;
}

function findInMap(argument: Json, scope: Scope, name: string): Json {
  const keys = listOf(resolve(argument, scope), name);
  if (keys.length > 3) throw new IntrinsicError("Fn::FindInMap with a DefaultValue is not supported here");
  const [map, top, second] = keys.map(String);
  const value = scope.mapping?.(map ?? "", top ?? "", second ?? "");
  if (value === undefined)
    throw new IntrinsicError(`Template error: Unable to get mapping for ${keys.map(String).join("::")}`);
  return value;
}

function listOf(value: Json, name: string): readonly Json[] {
  if (isList(value)) return value;
  throw new IntrinsicError(`${name} takes a list`);
}

function substitute(argument: Json, scope: Scope): string {
  const [template, own] = isList(argument) ? argument : [argument, {}];
  const values: JsonObject = isObject(own) ? own : {};
  return String(template).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, written: string) => {
    if (literal === "!") return `\${${written}}`;
    const name = written.trim();
    const given = Object.hasOwn(values, name) ? values[name] : undefined;
    if (given !== undefined) return String(resolve(given, scope));
    const dot = name.indexOf(".");
    const value = dot < 0 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1));
    return String(found(value, `Sub \${${name}}`));
  });
}

/** Whether a condition, as it is written, holds. */
export function holds(condition: Json, scope: Scope): boolean {
  const [name, argument] = isObject(condition) ? (Object.entries(condition)[0] ?? []) : [];
  const parts = (): readonly Json[] => listOf(argument ?? null, String(name));
  switch (name) {
    case "Condition":
      return found(scope.condition?.(String(argument)), `Condition ${String(argument)}`);
    case "Fn::Equals": {
      const [left, right] = parts().map((part) => resolve(part, scope));
      return String(left) === String(right);
    }
    case "Fn::And":
      return parts().every((part) => holds(part, scope));
    case "Fn::Or":
      return parts().some((part) => holds(part, scope));
    case "Fn::Not":
      return !holds(parts()[0] ?? null, scope);
    default:
      throw new IntrinsicError(`${JSON.stringify(condition)} is no condition`);
  }
}

function conditionValue(argument: Json, scope: Scope, name: string): Json {
  return holds({ [name]: argument }, scope);
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new IntrinsicError(`${what}: there is nothing of that name`);
  return value;
}
