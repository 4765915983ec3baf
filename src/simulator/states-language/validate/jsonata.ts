// Room states-language, validation: the expressions of a JSONata state parse, and ask for nothing that AWS does not give them.
import jsonata from "jsonata";
import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import { expressionIn } from "../jsonata/evaluate.ts";
import { unsupportedReferences } from "../jsonata/references.ts";
import { describeError } from "../jsonata/values.ts";
import { type Report, schema } from "./issue.ts";

/** Fields whose texts AWS takes as they are; nested machines are states of their own. */
const PLAIN = new Set([
  "Type",
  "Comment",
  "Next",
  "Default",
  "Resource",
  "Retry",
  "ErrorEquals",
  "QueryLanguage",
  "Label",
  "ItemProcessor",
  "Iterator",
  "Branches",
]);

export function checkExpressions(state: JsonObject, place: string, report: Report): void {
  for (const [field, value] of Object.entries(state)) {
    if (!PLAIN.has(field)) checkValue(value, `${place}/${field}`, field === "Catch", report);
  }
}

function checkValue(value: Json, place: string, inCatch: boolean, report: Report): void {
  if (isArray(value)) return value.forEach((one, at) => checkValue(one, `${place}[${at}]`, inCatch, report));
  if (isObject(value)) {
    for (const [key, one] of Object.entries(value)) {
      if (!(inCatch && PLAIN.has(key))) checkValue(one, `${place}/${key}`, inCatch, report);
    }
    return;
  }
  if (typeof value !== "string") return;
  const expression = expressionIn(value);
  if (expression !== undefined) checkExpression(expression, place, inCatch, report);
  else if (value.startsWith("{%")) report(schema("JSONata string must start with {% and end with %}", place));
}

function checkExpression(expression: string, place: string, inCatch: boolean, report: Report): void {
  let ast: unknown;
  try {
    ast = jsonata(expression).ast();
  } catch (error) {
    // AWS leaves the parser's code out here.
    const message = describeError(error).replace(/^[A-Z]\d{4}: /, "");
    report({ code: "INVALID_JSONATA_EXPRESSION", message, location: place });
    return;
  }
  for (const message of unsupportedReferences(ast))
    report({ code: "UNSUPPORTED_JSONATA_EXPRESSION", message, location: place });
  if (/\$states\s*\.\s*errorOutput\b/.test(expression) && !inCatch) {
    report({
      code: "UNSUPPORTED_JSONATA_EXPRESSION",
      message: "Field '$states.errorOutput' does not exist.",
      location: place,
    });
  }
}
