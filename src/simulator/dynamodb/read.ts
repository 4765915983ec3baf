// Room simulator/dynamodb: what reads share: the weather that refuses them.
import type { DynamodbCall } from "./action.ts";
import { inTransaction, throttled, unavailable } from "./errors.ts";
import { RefusedWithEvents } from "./refused.ts";
import type { Table } from "./state.ts";

const STRIKES = { throttle: throttled, conflict: inTransaction, fail: unavailable } as const;

/** A conflict is a matter of writes and transactions; plain reads never have one. */
export function strikeRead(table: Table, operation: string, key: string, call: DynamodbCall): void {
  const struck = call.weather?.({ tableArn: table.arn, operation, key });
  if (struck === undefined || struck === "conflict") return;
  const at = { tableArn: table.arn, atMs: call.nowMs, key: {}, operation };
  const by = call.actor === undefined ? {} : { by: call.actor };
  throw new RefusedWithEvents(STRIKES[struck](), [
    { kind: "dynamodb.refused", reason: struck, ...at, ...by },
  ]);
}
