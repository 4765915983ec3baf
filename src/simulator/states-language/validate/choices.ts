// Room states-language, validation: the rules of a Choice. Only the outermost rule says where to go.
import type { QueryLanguage } from "../definition.ts";
import { isArray, isObject, type Json, type JsonObject, member } from "../json.ts";
import { COMPARISONS, TYPE_TESTS } from "../states/comparisons.ts";
import { type Report, schema } from "./issue.ts";
import { pathProblem } from "./paths.ts";

const SELECTORS = ["And", "Or", "Not", "Variable", "Condition"];

export function checkChoices(
  state: JsonObject,
  place: string,
  language: QueryLanguage,
  report: Report,
): void {
  const rules = member(state, "Choices");
  if (rules === undefined) return report(schema("These fields are required: [Choices]", place));
  if (!isArray(rules)) return report(schema("Expected value of type [ARRAY]", `${place}/Choices`));
  if (rules.length === 0) report(schema("Value cannot be empty", `${place}/Choices`));
  rules.forEach((rule, at) => {
    checkOuter(rule, `${place}/Choices[${at}]`, language, report);
  });
}

function checkOuter(rule: Json, place: string, language: QueryLanguage, report: Report): void {
  if (!isObject(rule)) return report(schema("Expected value of type [OBJECT]", place));
  if (member(rule, "Next") === undefined) report(schema("These fields are required: [Next]", place));
  else if (typeof member(rule, "Next") !== "string")
    report(schema("Expected value of type [STRING]", `${place}/Next`));
  const foreign = language === "JSONata" ? "Variable" : "Condition";
  if (member(rule, foreign) !== undefined) {
    const other = language === "JSONata" ? "JSONPath" : "JSONata";
    const message = `The QueryLanguage is set to '${language}', but field '${foreign}' is only supported for the '${other}' QueryLanguage`;
    return report(schema(message, place));
  }
  if (language === "JSONata") checkCondition(rule, place, report);
  else checkRule(rule, place, report);
}

function checkCondition(rule: JsonObject, place: string, report: Report): void {
  const condition = member(rule, "Condition");
  if (condition === undefined) return report(schema("These fields are required: [Condition]", place));
  if (typeof condition !== "string" && typeof condition !== "boolean") {
    report(schema("Expected value of type [BOOLEAN]", `${place}/Condition`));
  }
}

function checkRule(rule: JsonObject, place: string, report: Report): void {
  const selectors = SELECTORS.filter((field) => member(rule, field) !== undefined);
  if (selectors.length !== 1) {
    return report(
      schema(`The object must have only one of the following fields, [${SELECTORS.join(", ")}]`, place),
    );
  }
  for (const field of ["And", "Or"]) checkList(member(rule, field), `${place}/${field}`, report);
  const not = member(rule, "Not");
  if (not !== undefined) checkInner(not, `${place}/Not`, report);
  if (selectors[0] === "Variable") checkComparison(rule, place, report);
}

function checkList(rules: Json | undefined, place: string, report: Report): void {
  if (rules === undefined) return;
  if (!isArray(rules)) return report(schema("Expected value of type [ARRAY]", place));
  if (rules.length === 0) report(schema("Value cannot be empty", place));
  rules.forEach((one, at) => {
    checkInner(one, `${place}[${at}]`, report);
  });
}

function checkInner(rule: Json, place: string, report: Report): void {
  if (!isObject(rule)) return report(schema("Expected value of type [OBJECT]", place));
  if (member(rule, "Next") !== undefined) report(schema("Field 'Next' is not supported", place));
  checkRule(rule, place, report);
}

function checkComparison(rule: JsonObject, place: string, report: Report): void {
  checkPath(member(rule, "Variable"), `${place}/Variable`, report);
  const operators = Object.keys(rule).filter(isOperator);
  if (operators.length !== 1) {
    const names = operators.length === 0 ? [...COMPARISONS.keys(), ...TYPE_TESTS.keys()] : operators;
    const head = operators.length === 0 ? "This object should have only one" : "There should only be one";
    return report(schema(`${head} of the following fields: [${names.join(", ")}]`, place));
  }
  const [operator = ""] = operators;
  const value = member(rule, operator);
  if (operator.endsWith("Path")) checkPath(value, `${place}/${operator}`, report);
  else if (typeof value !== expectedType(operator)) {
    report(
      schema(`Expected value of type [${expectedType(operator).toUpperCase()}]`, `${place}/${operator}`),
    );
  }
}

function isOperator(field: string): boolean {
  const plain = field.endsWith("Path") ? field.slice(0, -"Path".length) : field;
  return (
    TYPE_TESTS.has(field) ||
    field === "IsPresent" ||
    COMPARISONS.has(field) ||
    (plain !== "StringMatches" && COMPARISONS.has(plain))
  );
}

function expectedType(operator: string): "string" | "number" | "boolean" {
  if (operator.startsWith("Numeric")) return "number";
  return operator.startsWith("String") || operator.startsWith("Timestamp") ? "string" : "boolean";
}

function checkPath(value: Json | undefined, place: string, report: Report): void {
  if (typeof value !== "string") return report(schema("Expected value of type [STRING]", place));
  const problem = value.startsWith("$") ? pathProblem(value, false) : pathProblem(value, true);
  if (problem !== undefined) report(schema(problem, place));
}
