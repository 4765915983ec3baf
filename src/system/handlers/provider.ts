// Room system: the provider's Lambda shell. Its log is a table with one position for all its calls; a call and the claim of its
// idempotency key are one transaction. The counter may leave holes, never repeats.
import {
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { callOf, parseRequest, type ProviderCall, type ProviderRequest } from "../provider/handle.ts";
import { dynamoDb, required } from "./clients.ts";
import { attemptOf, switchesOf } from "./switches.ts";
import { type Context, underFaults } from "./wrapper.ts";

interface Answer {
  readonly position: number;
  readonly deduplicated: boolean;
}

/** A conflict with another call is settled by trying again: keys are of one order, so there are few. */
const MAX_TRIES = 5;

/** Takes one call. */
export async function handler(event: unknown, context: Context): Promise<Answer> {
  const step = typeof event === "object" && event !== null && "step" in event ? String(event.step) : "";
  const request = parseRequest(step, event);
  if (typeof request === "string") throw new Error(request);
  const rules = await switchesOf(context.functionName);
  const receives = await attemptOf(context.functionName, request.order, rules);
  return underFaults({ order: request.order, receives }, rules, context, () => take(request));
}

async function take(request: ProviderRequest): Promise<Answer> {
  const n = await nextPosition();
  const call = callOf({ n, isKnown: false }, request);
  if (request.key !== undefined && !(await claim(request.key, call))) {
    const repeat = callOf({ n, isKnown: true }, request);
    await dynamoDb.send(new PutItemCommand(itemOf(repeat)));
    return { position: n, deduplicated: true };
  }
  if (request.key === undefined) await dynamoDb.send(new PutItemCommand(itemOf(call)));
  return { position: n, deduplicated: false };
}

async function nextPosition(): Promise<number> {
  const { Attributes } = await dynamoDb.send(
    new UpdateItemCommand({
      TableName: required("PROVIDER_TABLE"),
      Key: { pk: { S: "counter" }, n: { N: "0" } },
      UpdateExpression: "ADD calls :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  return Number(Attributes?.calls?.N);
}

/** Logs the call and claims its key; false when the key was claimed before. */
async function claim(key: string, call: ProviderCall): Promise<boolean> {
  const TableName = required("PROVIDER_TABLE");
  const claimed = { pk: { S: `key#${key}` }, n: { N: "0" }, call: { N: String(call.n) } };
  for (let tries = 1; ; tries += 1) {
    try {
      await dynamoDb.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName, Item: claimed, ConditionExpression: "attribute_not_exists(pk)" } },
            { Put: itemOf(call) },
          ],
        }),
      );
      return true;
    } catch (error) {
      const code =
        error instanceof TransactionCanceledException ? error.CancellationReasons?.[0]?.Code : undefined;
      if (code === "ConditionalCheckFailed") return false;
      if (code !== "TransactionConflict" || tries === MAX_TRIES) throw error;
    }
  }
}

function itemOf({ n, step, order, requestId, key, deduplicated }: ProviderCall) {
  return {
    TableName: required("PROVIDER_TABLE"),
    Item: {
      pk: { S: "call" },
      n: { N: String(n) },
      step: { S: step },
      order: { S: order },
      requestId: { S: requestId },
      ...(key === undefined ? {} : { key: { S: key } }),
      deduplicated: { BOOL: deduplicated },
    },
  };
}
