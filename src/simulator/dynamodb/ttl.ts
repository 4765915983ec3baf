// Room simulator/dynamodb: time to live: what has expired stays readable for a while, at most TTL_WITHIN_MS, and is then deleted by the
// service. When is drawn by key once it has expired. One background timer, set to the soonest.
import type { Timer } from "../../box/clock.ts";
import { keyed } from "../../box/keyed.ts";
import type { DynamodbEvent } from "./events.ts";
import { keyOf } from "./keys.ts";
import { TTL_AFTER_MS, TTL_MAX_AGE_MS, TTL_WITHIN_MS } from "./limits.ts";
import type { DynamodbPorts } from "./ports.ts";
import type { Expiry, Store } from "./state.ts";
import { attribute, type Item } from "./value.ts";

export interface Ttl {
  /** To be called after every change. */
  rearm(): void;
}

export function createTtl(
  { clock, seed }: DynamodbPorts,
  store: Store,
  record: (event: DynamodbEvent) => void,
): Ttl {
  const { expiries } = store;
  let set: { readonly dueMs: number; readonly timer: Timer } | undefined;

  const ring = (): void => {
    set = undefined;
    const nowMs = clock.nowMs();
    for (let due = expiries.first; due !== undefined && due.dueMs <= nowMs; due = expiries.first) {
      expiries.pop();
      const item = standing(due);
      if (item === undefined) continue;
      if (due.isDrawn) expire(due, item, nowMs);
      else draw(due);
    }
    rearm();
  };

  const expire = ({ table }: Expiry, item: Item, atMs: number): void => {
    const key = keyOf(table.definition.keys, item);
    const by = { operation: "TimeToLive", by: "dynamodb.amazonaws.com" } as const;
    record({ kind: "dynamodb.item-deleted", tableArn: table.arn, atMs, key, old: item, ...by });
  };

  /** What expired years ago when it was written is a mistake of units, and stays. */
  const draw = (due: Expiry): void => {
    const expiredMs = Number(due.expires) * 1000 - store.epochMs;
    if (expiredMs < clock.nowMs() - TTL_MAX_AGE_MS) return;
    const chance = keyed(seed, "ttl", due.table.arn, due.key, due.expires);
    const dueMs = Math.max(expiredMs, 0) + TTL_AFTER_MS + chance * (TTL_WITHIN_MS - TTL_AFTER_MS);
    expiries.push({ ...due, dueMs, isDrawn: true });
  };

  const rearm = (): void => {
    const due = expiries.first;
    if (set?.dueMs === due?.dueMs) return;
    set?.timer.cancel();
    set = undefined;
    if (due === undefined) return;
    const spec = {
      actor: "dynamodb",
      foreground: false,
      what: `time to live in ${due.table.definition.name}`,
    };
    set = { dueMs: due.dueMs, timer: clock.after(due.dueMs - clock.nowMs(), spec, ring) };
  };

  return { rearm };
}

/** The item, if it is still there and still says so. */
function standing({ table, key, expires }: Expiry): Item | undefined {
  const item = table.ttl === undefined ? undefined : table.byKey.get(key)?.item;
  const value = item === undefined || table.ttl === undefined ? undefined : attribute(item, table.ttl);
  return value !== undefined && "N" in value && value.N === expires ? item : undefined;
}
