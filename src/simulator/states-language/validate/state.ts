// Room states-language, validation: one state: its fields, its language, its way on, and what its type asks for.
import { type QueryLanguage, STATE_TYPES, type StateType } from "../definition.ts";
import { isArray, isObject, type Json, type JsonObject, listOf, member, textOf } from "../json.ts";
import { expressionIn } from "../jsonata/evaluate.ts";
import { checkChoices } from "./choices.ts";
import { EXCLUSIVE, JSONATA_ONLY, JSONPATH_ONLY, NUMBERS, RETRY_NUMBERS, STATE_FIELDS } from "./fields.ts";
import { instantMs } from "../timestamps.ts";
import { type Report, schema } from "./issue.ts";
import { checkExpressions } from "./jsonata.ts";
import { checkMap } from "./map.ts";
import { checkPaths } from "./paths.ts";
import { checkTask } from "./task.ts";

interface Around {
  readonly express: boolean;
  readonly language: QueryLanguage;
  readonly labels: Map<string, string>;
}

export function checkState(state: JsonObject, place: string, around: Around, report: Report): void {
  const type = typeOf(state, place, report);
  if (type === undefined) return;
  const language = languageOf(state, place, around, report);
  for (const field of Object.keys(state)) {
    if (!STATE_FIELDS[type].has(field)) report(schema(`Field '${field}' is not supported`, place));
  }
  checkExclusive(state, place, report);
  checkWayOn(state, type, place, report);
  checkNumbers(state, place, language, report);
  checkErrors(state, place, report);
  checkVariables(state, place, report);
  if (language === "JSONata") checkExpressions(state, place, report);
  else checkPaths(state, type, place, report);
  checkOwn(state, type, place, { ...around, language }, report);
}

function typeOf(state: JsonObject, place: string, report: Report): StateType | undefined {
  const type = member(state, "Type");
  if (type === undefined) report(schema("These fields are required: [Type]", place));
  else if (typeof type !== "string") report(schema("Expected value of type [STRING]", `${place}/Type`));
  else if (!STATE_TYPES.has(type)) {
    report(schema(`Value should be one of the following: [${[...STATE_TYPES].join(", ")}]`, `${place}/Type`));
  } else return type as StateType; // the set holds exactly the state types
  return undefined;
}

/** A machine in JSONata has no states in JSONPath; that is then the whole answer about languages. */
function languageOf(state: JsonObject, place: string, around: Around, report: Report): QueryLanguage {
  const declared = member(state, "QueryLanguage");
  if (declared !== undefined && declared !== "JSONPath" && declared !== "JSONata") {
    const message =
      typeof declared === "string"
        ? "Value should be one of the following: [JSONPath, JSONata]"
        : "Expected value of type [STRING]";
    report(schema(message, `${place}/QueryLanguage`));
  }
  if (around.language === "JSONata" && declared === "JSONPath") {
    report(
      schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", place),
    );
    return "JSONPath";
  }
  const language = declared === "JSONata" || declared === "JSONPath" ? declared : around.language;
  const foreign = language === "JSONata" ? JSONPATH_ONLY : JSONATA_ONLY;
  const other = language === "JSONata" ? "JSONPath" : "JSONata";
  for (const field of foreign.filter((one) => member(state, one) !== undefined)) {
    const message = `The QueryLanguage is set to '${language}', but field '${field}' is only supported for the '${other}' QueryLanguage`;
    report(schema(message, place));
  }
  return language;
}

function checkExclusive(state: JsonObject, place: string, report: Report): void {
  for (const [one, other] of EXCLUSIVE) {
    if (member(state, one) === undefined || member(state, other) === undefined) continue;
    report(schema(`There should only be one of the following fields: [${one}, ${other}]`, place));
  }
}

const MOVES_ON = new Set<StateType>(["Task", "Pass", "Wait", "Parallel", "Map"]);

function checkWayOn(state: JsonObject, type: StateType, place: string, report: Report): void {
  for (const [field, expected] of [
    ["Next", "string"],
    ["Default", "string"],
    ["End", "boolean"],
  ] as const) {
    const value = member(state, field);
    if (value !== undefined && typeof value !== expected) {
      report(schema(`Expected value of type [${expected.toUpperCase()}]`, `${place}/${field}`));
    }
  }
  if (!MOVES_ON.has(type)) return;
  const hasNext = member(state, "Next") !== undefined;
  const ends = member(state, "End") === true;
  if (hasNext && ends) report(schema("There should only be one of the following fields: [Next, End]", place));
  if (!hasNext && !ends)
    report(schema("This object should have only one of the following fields: [Next, End]", place));
}

function checkNumbers(state: JsonObject, place: string, language: QueryLanguage, report: Report): void {
  for (const [field, min, max] of NUMBERS) {
    checkNumber(member(state, field), `${place}/${field}`, { min, max, whole: true, language }, report);
  }
  const percentage = member(state, "ToleratedFailurePercentage");
  checkNumber(
    percentage,
    `${place}/ToleratedFailurePercentage`,
    { min: 0, max: 100, whole: false, language },
    report,
  );
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  readonly language: QueryLanguage;
}

function checkNumber(value: Json | undefined, place: string, range: Range, report: Report): void {
  if (value === undefined) return;
  if (range.language === "JSONata" && expressionIn(value) !== undefined) return;
  if (typeof value !== "number" || (range.whole && !Number.isInteger(value))) {
    report(schema(`Expected value of type ${range.whole ? "Integer" : "Float"}`, place));
  } else if (value < range.min) report(schema(`Minimum value is ${range.min}`, place));
  else if (value > range.max) report(schema(`Maximum value is ${range.max}`, place));
}

function checkErrors(state: JsonObject, place: string, report: Report): void {
  for (const field of ["Retry", "Catch"] as const) {
    const rules = member(state, field);
    if (rules === undefined) continue;
    if (!isArray(rules)) report(schema("Expected value of type [ARRAY]", `${place}/${field}`));
    else
      rules.forEach((rule, at) =>
        checkRule(rule, field, at === rules.length - 1, `${place}/${field}[${at}]`, report),
      );
  }
}

function checkRule(
  rule: Json,
  field: "Retry" | "Catch",
  isLast: boolean,
  place: string,
  report: Report,
): void {
  if (!isObject(rule)) return report(schema("Expected value of type [OBJECT]", place));
  const needed = field === "Catch" ? ["ErrorEquals", "Next"] : ["ErrorEquals"];
  const missing = needed.filter((one) => member(rule, one) === undefined);
  if (missing.length > 0) report(schema(`These fields are required: [${missing.join(", ")}]`, place));
  checkErrorNames(rule, isLast, `${place}/ErrorEquals`, report);
  if (field === "Catch") return checkTexts(rule, ["Next"], place, report);
  for (const [name, min, max, whole] of RETRY_NUMBERS) {
    checkNumber(member(rule, name), `${place}/${name}`, { min, max, whole, language: "JSONPath" }, report);
  }
  const jitter = member(rule, "JitterStrategy");
  if (jitter !== undefined && jitter !== "NONE" && jitter !== "FULL") {
    report(schema("Value should be one of the following: [NONE, FULL]", `${place}/JitterStrategy`));
  }
}

function checkErrorNames(rule: JsonObject, isLast: boolean, place: string, report: Report): void {
  const names = member(rule, "ErrorEquals");
  if (names === undefined) return;
  if (!isArray(names)) return report(schema("Expected value of type [ARRAY]", place));
  if (names.length === 0) report(schema("Value cannot be empty", place));
  if (names.includes("States.ALL") && (names.length > 1 || !isLast)) {
    report(schema("States.ALL must appear alone and at end of list", place));
  }
}

/** The names of Assign, in the state, its catchers and its choice rules. */
function checkVariables(state: JsonObject, place: string, report: Report): void {
  const rules = ["Catch", "Choices"].flatMap((field) =>
    (listOf(state, field) ?? []).map((one, at) => [one, `${place}/${field}[${at}]`] as const),
  );
  for (const [holder, path] of [[state, place] as const, ...rules]) {
    const assign = isObject(holder) ? member(holder, "Assign") : undefined;
    if (assign === undefined) continue;
    if (!isObject(assign)) report(schema("Expected value of type [OBJECT]", `${path}/Assign`));
    else for (const key of Object.keys(assign)) checkVariable(key, `${path}/Assign`, report);
  }
}

const VARIABLE_MAX = 80;

function checkVariable(key: string, place: string, report: Report): void {
  const name = key.endsWith(".$") ? key.slice(0, -2) : key;
  const location = `${place}/${key}`;
  if (name === "states") {
    report({
      code: "RESERVED_VARIABLE_NAME",
      message: "Cannot assign to reserved variable '$states'.",
      location,
    });
  } else if (!/^[\p{ID_Start}][\p{ID_Continue}]*$/u.test(name) || name.length > VARIABLE_MAX) {
    const message = `Invalid variable name '${name}': the variable name contains invalid characters.`;
    report({ code: "INVALID_VARIABLE_NAME", message, location });
  }
}

function checkOwn(state: JsonObject, type: StateType, place: string, around: Around, report: Report): void {
  if (type === "Task") checkTask(state, place, around, report);
  if (type === "Choice") checkChoices(state, place, around.language, report);
  if (type === "Map") checkMap(state, place, around, report);
  if (type === "Parallel") checkBranches(state, place, report);
  if (type === "Wait") checkWait(state, place, report);
  if (type === "Fail") checkTexts(state, ["Error", "Cause", "ErrorPath", "CausePath"], place, report);
}

function checkTexts(state: JsonObject, fields: readonly string[], place: string, report: Report): void {
  for (const field of fields) {
    const value = member(state, field);
    if (value !== undefined && typeof value !== "string")
      report(schema("Expected value of type [STRING]", `${place}/${field}`));
  }
}

function checkBranches(state: JsonObject, place: string, report: Report): void {
  const branches = member(state, "Branches");
  if (branches === undefined) return report(schema("These fields are required: [Branches]", place));
  if (!isArray(branches)) return report(schema("Expected value of type [ARRAY]", `${place}/Branches`));
  if (branches.length === 0) report(schema("Value cannot be empty", `${place}/Branches`));
  branches.forEach((one, at) => {
    if (!isObject(one)) report(schema("Expected value of type [OBJECT]", `${place}/Branches[${at}]`));
  });
}

const WAIT_FIELDS = ["SecondsPath", "Seconds", "TimestampPath", "Timestamp"];
/** Big T and, without an offset, big Z (states-language.net, "Timestamps"). */
const RFC3339 = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function checkWait(state: JsonObject, place: string, report: Report): void {
  const given = WAIT_FIELDS.filter((field) => member(state, field) !== undefined);
  const list = `[${WAIT_FIELDS.join(", ")}]`;
  if (given.length > 1) report(schema(`There should only be one of the following fields: ${list}`, place));
  if (given.length === 0)
    report(schema(`This object should have only one of the following fields: ${list}`, place));
  checkTexts(state, ["Timestamp", "TimestampPath", "SecondsPath"], place, report);
  const timestamp = textOf(state, "Timestamp");
  if (timestamp !== undefined && expressionIn(timestamp) === undefined && !isRfc3339(timestamp)) {
    report(schema("String does not match RFC3339 timestamp", `${place}/Timestamp`));
  }
}

function isRfc3339(text: string): boolean {
  const [, time = "", offset = ""] = RFC3339.exec(text) ?? [];
  return instantMs(`${time}${offset}`) !== undefined;
}
