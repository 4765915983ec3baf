// Room states-language, validation: every path and payload template of a JSONPath state, before anything runs on it.
import type { StateType } from "../definition.ts";
import { parseCall } from "../intrinsic/parse.ts";
import { INTRINSICS } from "../intrinsic/functions.ts";
import { isArray, isObject, type Json, type JsonObject, listOf, member } from "../json.ts";
import { parsePath } from "../jsonpath/parse.ts";
import { isReferencePath, PathInvalid } from "../jsonpath/path.ts";
import { type Report, schema } from "./issue.ts";

const PATH_FIELDS = [
  "InputPath",
  "OutputPath",
  "TimeoutSecondsPath",
  "HeartbeatSecondsPath",
  "SecondsPath",
  "TimestampPath",
  "MaxConcurrencyPath",
  "ToleratedFailurePercentagePath",
  "ToleratedFailureCountPath",
];
const REFERENCE_FIELDS = ["ResultPath", "ItemsPath"];
const NULLABLE = new Set(["InputPath", "OutputPath", "ResultPath"]);
const TEMPLATES = ["Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials"];

export function checkPaths(state: JsonObject, type: StateType, place: string, report: Report): void {
  for (const field of PATH_FIELDS) checkPathField(state, field, false, place, report);
  for (const field of REFERENCE_FIELDS) checkPathField(state, field, true, place, report);
  for (const field of TEMPLATES) checkTemplate(member(state, field) ?? null, `${place}/${field}`, report);
  if (type === "Fail") for (const field of ["ErrorPath", "CausePath"]) checkText(state, field, place, report);
  (listOf(state, "Catch") ?? []).forEach((one, at) => {
    if (!isObject(one)) return;
    checkPathField(one, "ResultPath", true, `${place}/Catch[${at}]`, report);
    checkTemplate(member(one, "Assign") ?? null, `${place}/Catch[${at}]/Assign`, report);
  });
}

function checkPathField(
  fields: JsonObject,
  field: string,
  reference: boolean,
  place: string,
  report: Report,
): void {
  const value = member(fields, field);
  if (value === undefined || (value === null && NULLABLE.has(field))) return;
  const location = `${place}/${field}`;
  if (typeof value !== "string") return report(schema("Expected value of type [STRING]", location));
  const problem = isForeign(field, value) ? "Value is not a Reference Path" : pathProblem(value, reference);
  if (problem !== undefined) report(schema(problem, location));
}

/** A result is put into the input, never into the context object or a variable. */
function isForeign(field: string, path: string): boolean {
  return field === "ResultPath" && path.startsWith("$") && withoutRoot(path) !== path;
}

/** What AWS says about a text that is no path, or that may name more than one place. */
export function pathProblem(text: string, reference: boolean): string | undefined {
  if (!text.startsWith("$")) {
    return reference
      ? "Value is not a Reference Path: Reference path didn't start with '$'"
      : "Value must be a valid JSONPath.";
  }
  try {
    const path = parsePath(withoutRoot(text));
    return reference && !isReferencePath(path) ? "Value is not a Reference Path" : undefined;
  } catch (error) {
    if (!(error instanceof PathInvalid)) throw error;
    return reference ? "Value is not a Reference Path" : "Value must be a valid JSONPath.";
  }
}

/** `$$.a` and `$name.a` are looked up like `$.a`. */
function withoutRoot(text: string): string {
  if (text.startsWith("$$")) return text.slice(1);
  return text.replace(/^\$[\p{ID_Start}_][\p{ID_Continue}]*/u, "$");
}

function checkText(state: JsonObject, field: string, place: string, report: Report): void {
  const value = member(state, field);
  if (typeof value === "string" && !isPathOrCall(value)) {
    report(schema("Value must be a valid JSONPath.", `${place}/${field}`));
  }
}

function isPathOrCall(text: string): boolean {
  if (text.startsWith("$")) return pathProblem(text, false) === undefined;
  try {
    return INTRINSICS.has(parseCall(text).name);
  } catch {
    return false;
  }
}

function checkTemplate(template: Json, place: string, report: Report): void {
  if (isArray(template)) template.forEach((one, at) => checkTemplate(one, `${place}[${at}]`, report));
  if (!isObject(template)) return;
  for (const [key, value] of Object.entries(template)) {
    if (!key.endsWith(".$")) checkTemplate(value, `${place}/${key}`, report);
    else if (typeof value !== "string" || !isPathOrCall(value)) {
      const message = `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`;
      report(schema(message, place));
    }
  }
}
