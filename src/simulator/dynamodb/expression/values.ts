// Room simulator/dynamodb/expression: the values that a call brings for an expression's placeholders.
import type { Value } from "../value.ts";

/** By placeholder, the colon with it. */
export type Values = ReadonlyMap<string, Value>;

/** What a placeholder stands for; that it stands for something was checked before. */
export function valueOf(values: Values, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`${name} was not checked`);
  return value;
}
