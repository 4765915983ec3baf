// Room states-language: payload templates of JSONPath states (Parameters, ResultSelector, ItemSelector, Assign): a key that ends in `.$`
// names a path or an intrinsic call, everything else stands for itself.
import { runtimeError } from "./failure.ts";
import { evaluateIntrinsic } from "./intrinsic/evaluate.ts";
import { isIntrinsic } from "./intrinsic/parse.ts";
import { isArray, isObject, type Json } from "./json.ts";
import { fieldAt } from "./jsonpath/evaluate.ts";
import type { Scope } from "./scope.ts";

export function evaluateTemplate(template: Json, scope: Scope): Json {
  if (isArray(template)) return template.map((one) => evaluateTemplate(one, scope));
  if (!isObject(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => entry(key, value, scope)));
}

function entry(key: string, value: Json, scope: Scope): readonly [string, Json] {
  if (!key.endsWith(".$")) return [key, evaluateTemplate(value, scope)];
  if (typeof value !== "string") {
    throw runtimeError(
      `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`,
    );
  }
  return [key.slice(0, -2), evaluateText(value, key, scope)];
}

/** A path or an intrinsic call, as every `...Path` field of a Fail state may hold too. */
export function evaluateText(text: string, field: string, scope: Scope): Json {
  return isIntrinsic(text) ? evaluateIntrinsic(text, scope) : fieldAt(text, field, scope);
}
