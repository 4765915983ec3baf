// Room simulator/dynamodb: the table that a call names, by name or by ARN.
import { demand, notNull } from "./constraints.ts";
import { noSuchResource, validation } from "./errors.ts";
import type { DynamodbState, Table } from "./state.ts";

interface Place {
  readonly region: string;
  readonly account: string;
}

export const tableArnOf = ({ region, account }: Place, name: string): string =>
  `arn:aws:dynamodb:${region}:${account}:table/${name}`;

const ARN = /^arn:aws[a-z-]*:dynamodb:[^:]*:[^:]*:table\/[^/]+$/;

/** What is wrong with a TableName, whether or not there is such a table. */
export function checkTableName(name: string | undefined, at = "tableName"): asserts name is string {
  if (name === undefined) demand(notNull(name, at));
  else if (!ARN.test(name) && !PLAIN.test(name)) refuseName(name, at);
}

const PLAIN = /^[a-zA-Z0-9_.-]{3,255}$/;

/** Two ways in which AWS words it: by the model, and, since ARNs are names too, by the service. */
function refuseName(name: string, at: string): never {
  if (!/^[a-zA-Z0-9_.:/-]*$/.test(name) || name.startsWith("/"))
    throw validation(
      `1 validation error detected: Value '${name}' at '${at}' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
    );
  if (name.startsWith("arn:")) throw validation(`Invalid table ARN: ${name}`);
  throw validation(
    name.length < 3 || name.length > 255
      ? `Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'`
      : `1 validation error detected: Value '${name}' at '${at}' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
  );
}

export const lookUp = (state: DynamodbState, name: string, place: Place): Table | undefined =>
  state.tables.get(name.startsWith("arn:") ? name : tableArnOf(place, name));

/** Of operations on items. */
export function findTable(state: DynamodbState, name: string, place: Place): Table {
  const table = lookUp(state, name, place);
  if (table === undefined) throw noSuchResource();
  return table;
}
