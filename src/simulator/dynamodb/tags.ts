// Room simulator/dynamodb: the table that a ResourceArn names, and how many tags it may have.
import { demand, notNull } from "./constraints.ts";
import { noSuchArn, validation } from "./errors.ts";
import { MAX_TAGS } from "./limits.ts";
import type { DynamodbState, Table } from "./state.ts";

export function taggedTable(state: DynamodbState, arn: string | undefined): Table {
  demand(notNull(arn, "resourceArn"));
  const table = state.tables.get(arn ?? "");
  if (table !== undefined) return table;
  if (!(arn ?? "").startsWith("arn:"))
    throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${arn ?? ""}`);
  throw noSuchArn(arn ?? "");
}

export function checkTags(table: Table, tags: Readonly<Record<string, string>>): void {
  const names = new Set([...table.tags.keys(), ...Object.keys(tags)]);
  if (names.size > MAX_TAGS)
    throw validation(
      `One or more parameter values were invalid: Too many tags: a table may have ${MAX_TAGS}`,
    );
  for (const [name, value] of Object.entries(tags))
    if (name === "" || name.length > 128 || value.length > 256)
      throw validation(
        "One or more parameter values were invalid: tag keys have 1 to 128 characters, values at most 256",
      );
}
