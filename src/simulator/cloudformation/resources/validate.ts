// Room simulator/cloudformation: properties against their type's table, in the words of CloudFormation's schema validation, and those that
// AWS has and this simulator has not.
import { isList, isObject, type Json, type JsonObject } from "../../../template/json.ts";
import { isIntrinsic } from "../../../template/resolve.ts";
import type { Kind, Properties } from "./rule.ts";

/** Every violation, as `#/Path: words`; values are resolved already. */
export function violations(properties: JsonObject, rules: Properties, path = "#"): readonly string[] {
  const extraneous = Object.keys(properties)
    .filter((name) => !Object.hasOwn(rules, name))
    .map((name) => `${path}: extraneous key [${name}] is not permitted`);
  const missing = Object.entries(rules)
    .filter(([name, { isRequired }]) => isRequired && properties[name] === undefined)
    .map(([name]) => `${path}: required key [${name}] not found`);
  const wrong = Object.entries(rules).flatMap(([name, { kind }]) =>
    properties[name] === undefined ? [] : wrongIn(properties[name], kind, `${path}/${name}`),
  );
  return [...extraneous, ...missing, ...wrong];
}

function wrongIn(value: Json, kind: Kind, path: string): readonly string[] {
  const expected = (type: string) => [`${path}: expected type: ${type}, found: ${typeOf(value)}`];
  if (typeof kind === "object") {
    if ("members" in kind)
      return isObject(value) ? violations(value, kind.members, path) : expected("JSONObject");
    if (!isList(value)) return expected("JSONArray");
    return value.flatMap((item, index) => wrongIn(item, { members: kind.list }, `${path}/${index}`));
  }
  switch (kind) {
    case "string":
      return typeof value === "object" ? expected("String") : [];
    case "integer":
      return /^-?\d+$/.test(String(value)) && typeof value !== "object" ? [] : expected("Integer");
    case "boolean":
      return /^(?:true|false)$/.test(String(value)) ? [] : expected("Boolean");
    case "strings":
      if (!isList(value)) return expected("JSONArray");
      return value.flatMap((item, index) => wrongIn(item, "string", `${path}/${index}`));
    case "tags":
      if (!isList(value)) return expected("JSONArray");
      return value.flatMap((item, index) => wrongIn(item, TAG, `${path}/${index}`));
    case "json":
      return [];
  }
}

const TAG: Kind = {
  members: {
    Key: { kind: "string", change: "update", isRequired: true },
    Value: { kind: "string", change: "update", isRequired: true },
  },
};

function typeOf(value: Json): string {
  if (value === null) return "Null";
  if (isList(value)) return "JSONArray";
  if (isObject(value)) return "JSONObject";
  if (typeof value === "number") return Number.isInteger(value) ? "Integer" : "Double";
  return typeof value === "boolean" ? "Boolean" : "String";
}

/** Paths of properties that are AWS's and not modelled; looks into no function, whose value is not known yet. */
export function refusedIn(properties: JsonObject, rules: Properties, path = ""): readonly string[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) return [];
    const at = path === "" ? name : `${path}.${name}`;
    if (rule.change === "refused") return [at];
    if (typeof rule.kind !== "object") return [];
    const inner = "members" in rule.kind ? rule.kind.members : rule.kind.list;
    const items = isList(value) ? value : [value];
    return items.flatMap((item) => (isPlain(item) ? refusedIn(item, inner, at) : []));
  });
}

const isPlain = (value: Json | undefined): value is JsonObject =>
  isObject(value) && !Object.keys(value).some(isIntrinsic);

/** As a resource's reason says it. */
export function violationWords(logicalId: string, found: readonly string[]): string {
  const lines = found.length === 1 ? found : [`#: ${found.length} schema violations found`, ...found];
  return `Properties validation failed for resource ${logicalId} with message:\n${lines.join("\n")}`;
}
