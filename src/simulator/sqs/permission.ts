// Room simulator/sqs: the policy that AddPermission and RemovePermission write, in the form AWS gives it (recorded).
import { isFields } from "../wire/index.ts";
import { jsonObject } from "./settings.ts";
import type { Queue } from "./state.ts";

type Statement = Readonly<Record<string, unknown>>;

export function statementsOf(queue: Queue): readonly Statement[] {
  const statement: unknown = jsonObject(queue.attributes["Policy"] ?? "")?.["Statement"];
  const statements: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return statements.filter(isFields);
}

/** Undefined without statements: the attribute goes away. */
export function policyText(queue: Queue, statements: readonly Statement[]): string | undefined {
  if (statements.length === 0) return undefined;
  const before = jsonObject(queue.attributes["Policy"] ?? "");
  const { Version = "2008-10-17", Id = `${queue.arn}/SQSDefaultPolicy` } = before ?? {};
  return JSON.stringify({ Version, Id, Statement: statements });
}

/** One is written plainly, several as a list. */
export const oneOrMany = <T>(values: readonly T[]): T | readonly T[] | undefined =>
  values.length === 1 ? values[0] : values;
