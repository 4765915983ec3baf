// Room states-language, Succeed and Fail: the two states that have nothing after them.
import { scopeOf } from "../context.ts";
import { passedOn } from "../data-flow.ts";
import { queryError, runtimeError, StateFailed } from "../failure.ts";
import { exitTo } from "../flow.ts";
import { member, textOf } from "../json.ts";
import { evaluateField } from "../jsonata/evaluate.ts";
import { evaluateText } from "../payload-template.ts";
import { currentOf, type Step } from "../step.ts";

export async function succeed(step: Step, id: string): Promise<void> {
  exitTo(step, id, await passedOn(step, id), undefined);
}

export async function failState(step: Step, id: string): Promise<never> {
  const error = await named(step, id, "Error");
  const cause = await named(step, id, "Cause");
  throw new StateFailed({
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    introduced: false,
    evaluation: false,
  });
}

async function named(step: Step, id: string, field: "Error" | "Cause"): Promise<string | undefined> {
  const { state } = currentOf(step, id);
  const scope = scopeOf(step, id, field);
  const path = textOf(state.fields, `${field}Path`);
  if (state.language === "JSONPath" && path !== undefined) {
    const value = evaluateText(path, `${field}Path`, scope);
    if (typeof value === "string") return value;
    throw runtimeError(`The ${field}Path parameter does not reference a string value: ${path}`);
  }
  const template = member(state.fields, field);
  if (template === undefined || state.language === "JSONPath")
    return typeof template === "string" ? template : undefined;
  const value = await evaluateField(template, field, scope);
  if (typeof value === "string") return value;
  throw queryError(`The ${field} field must evaluate to a string, but was: ${JSON.stringify(value)}`, field);
}
