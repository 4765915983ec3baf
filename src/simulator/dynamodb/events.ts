// Room simulator/dynamodb: what can happen, as data. These events are the service's part of the simulator's log, and the only thing that
// changes its state. Items in them are those that are kept: nothing is copied for the log.
import type { StreamView, TableDefinition, TableSettings } from "./definition.ts";
import type { Item } from "./value.ts";

/** Which table, and when since the world's zero. */
interface At {
  readonly tableArn: string;
  readonly atMs: number;
}

/** What a call did to an item. */
interface Written extends At {
  readonly key: Item;
  /** PutItem, UpdateItem, TransactWriteItems and so on; TimeToLive is the service itself. */
  readonly operation: string;
  /** Who called, where the door knows it. */
  readonly by?: string;
}

export interface ItemPut extends Written {
  readonly kind: "dynamodb.item-put";
  readonly item: Item;
  readonly old?: Item;
  readonly bytes: number;
}

export interface ItemDeleted extends Written {
  readonly kind: "dynamodb.item-deleted";
  readonly old: Item;
}

/** A write that its condition forbade: nothing changed, capacity was consumed all the same (DDB-03). */
export interface ConditionFailed extends Written {
  readonly kind: "dynamodb.condition-failed";
  readonly writeUnits: number;
}

export type DynamodbEvent =
  | ({ readonly kind: "dynamodb.table-created"; readonly table: TableDefinition } & At)
  | ({ readonly kind: "dynamodb.table-updated"; readonly settings: Partial<TableSettings> } & At)
  /** Undefined ends the stream that there is. */
  | ({ readonly kind: "dynamodb.stream-set"; readonly view: StreamView | undefined } & At)
  | ({ readonly kind: "dynamodb.table-deleted" } & At)
  | ({ readonly kind: "dynamodb.table-tagged"; readonly tags: Readonly<Record<string, string>> } & At)
  | ({ readonly kind: "dynamodb.table-untagged"; readonly keys: readonly string[] } & At)
  | ({ readonly kind: "dynamodb.ttl-set"; readonly attribute: string | undefined } & At)
  | ItemPut
  | ItemDeleted
  | ConditionFailed
  /** Weather: the call, or this part of a batch or transaction, was refused before it began. */
  | ({ readonly kind: "dynamodb.refused"; readonly reason: "throttle" | "conflict" | "fail" } & Written)
  /** A transaction with a token, which is remembered (DDB-07). */
  | {
      readonly kind: "dynamodb.transacted";
      readonly token: string;
      readonly digest: string;
      readonly account: string;
      readonly region: string;
      readonly atMs: number;
    };
