// Room system: the switches that the functions' wrapper reads for each order (CONTRACTS 5): an item of the table that ORDEAL_SWITCHES
// names, one a function. Without the variable there are no faults and no read.
import { createHash } from "node:crypto";
import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { dynamoDb } from "./clients.ts";

export interface Switch {
  readonly id: string;
  readonly fault: "fail" | "slow" | "crash-before" | "crash-after";
  readonly order?: string;
  /** The type of the error that `fail` throws. */
  readonly error?: string;
  readonly slowMs?: number;
  /** How often it may strike. Without it, until it is switched off. */
  readonly times?: number;
  readonly probability?: number;
  readonly seed?: string;
}

/** What strikes an order now, in the order of the plan. */
export async function switchesOf(name: string): Promise<readonly Switch[]> {
  const TableName = process.env.ORDEAL_SWITCHES;
  if (TableName === undefined) return [];
  const { Item } = await dynamoDb.send(
    new GetItemCommand({ TableName, Key: { id: { S: name } }, ConsistentRead: true }),
  );
  // Written by src/faults/switch-table.ts, which this room may not import.
  return Item?.rules?.S === undefined ? [] : (JSON.parse(Item.rules.S) as Switch[]);
}

/** Whether it strikes this delivery; one that strikes a number of times takes one of them. */
export async function strikes(one: Switch, order: string, receives: number): Promise<boolean> {
  if (one.order !== undefined && one.order !== order) return false;
  return isChosen(one, order, receives) && (await takesOne(one));
}

/**
 * Which try of an order this is, for a function whose event does not say: counted only where chance decides, since chance that knew no
 * tries would strike an order for ever or never.
 */
export async function attemptOf(name: string, order: string, rules: readonly Switch[]): Promise<number> {
  const isByChance = rules.some((one) => one.probability !== undefined && (one.order ?? order) === order);
  if (!isByChance) return 1;
  const { Attributes } = await dynamoDb.send(
    new UpdateItemCommand({
      TableName: process.env.ORDEAL_SWITCHES,
      Key: { id: { S: `tries#${name}#${order}` } },
      UpdateExpression: "ADD tries :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  return Number(Attributes?.tries?.N ?? 1);
}

/** The same hash as the proxy's (src/faults/chance.ts), which this room may not import. */
function isChosen({ probability, seed, id }: Switch, order: string, receives: number): boolean {
  if (probability === undefined) return true;
  const key = [seed, id, order, receives].join("\n");
  return createHash("sha256").update(key).digest().readUInt32BE(0) / 2 ** 32 < probability;
}

async function takesOne({ id, times }: Switch): Promise<boolean> {
  if (times === undefined) return true;
  try {
    await dynamoDb.send(
      new UpdateItemCommand({
        TableName: process.env.ORDEAL_SWITCHES,
        Key: { id: { S: `strikes#${id}` } },
        UpdateExpression: "ADD struck :one",
        ConditionExpression: "attribute_not_exists(struck) OR struck < :times",
        ExpressionAttributeValues: { ":one": { N: "1" }, ":times": { N: String(times) } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
