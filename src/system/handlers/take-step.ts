// Room system: one step for one order, exactly once: the provider by its idempotency key, then the ledger and the idempotency item in
// one transaction (DDB-08). The key is the business id, since a MessageId changes on redrive (DDB-09).
import { TransactionCanceledException, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { callProvider } from "./call-provider.ts";
import { dynamoDb, required } from "./clients.ts";
import type { Delivery } from "./wrapper.ts";

/** Takes it; a step that was taken before is done. */
export async function takeStep(step: string, { order, requestId }: Delivery): Promise<void> {
  const key = `${order}:${step}`;
  await callProvider({ step, order, requestId, key });
  await record(key, step, order, requestId);
}

/** Writes the effect into the ledger, unless the idempotency item says that it stands there. */
export async function record(key: string, step: string, order: string, requestId: string): Promise<void> {
  const nowS = Math.floor(Date.now() / 1000);
  try {
    await dynamoDb.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            Put: {
              TableName: required("IDEMPOTENCY_TABLE"),
              Item: {
                id: { S: key },
                requestId: { S: requestId },
                expiresAt: { N: String(nowS + Number(required("REMEMBER_S"))) },
              },
              // TTL deletes days late: an item that has expired counts as gone.
              ConditionExpression: "attribute_not_exists(id) OR expiresAt < :now",
              ExpressionAttributeValues: { ":now": { N: String(nowS) } },
            },
          },
          appendTo(order, step, requestId),
        ],
      }),
    );
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
}

/** The ledger's list grows without a condition of its own: a duplicate shows as a repeat. */
export function appendTo(order: string, step: string, requestId: string) {
  return {
    Update: {
      TableName: required("EFFECTS_TABLE"),
      Key: { order: { S: order } },
      UpdateExpression: "SET steps = list_append(if_not_exists(steps, :none), :one)",
      ExpressionAttributeValues: { ":none": { L: [] }, ":one": { L: [{ S: `${step}#${requestId}` }] } },
    },
  };
}

/** Reasons stand in the order of the actions (DDB-06); a conflict with another transaction is no proof that it was done. */
function isTaken(error: unknown): boolean {
  return (
    error instanceof TransactionCanceledException &&
    error.CancellationReasons?.[0]?.Code === "ConditionalCheckFailed"
  );
}
