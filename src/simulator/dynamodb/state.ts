// Room simulator/dynamodb: what the service knows. Readers get it read-only; only evolve.ts changes it.
import { Heap } from "../sqs/heap.ts";
import type { Collection } from "./collection.ts";
import { type Row } from "./collection.ts";
import type { IndexDefinition, StreamView, TableDefinition, TableSettings } from "./definition.ts";
import type { Keys } from "./keys.ts";
import type { Item } from "./value.ts";

export interface StreamRecord {
  /** From 0; sequence numbers rise with it. */
  readonly position: number;
  readonly atMs: number;
  readonly name: "INSERT" | "MODIFY" | "REMOVE";
  readonly key: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** Done by time to live, not by a caller. */
  readonly isExpiry: boolean;
}

export interface Stream {
  readonly arn: string;
  readonly label: string;
  readonly tableName: string;
  readonly region: string;
  readonly account: string;
  readonly keys: Keys;
  readonly view: StreamView;
  readonly createdMs: number;
  endedMs: number | undefined;
  /** The oldest kept has position `trimmed`. */
  records: StreamRecord[];
  trimmed: number;
}

export interface Index {
  definition: IndexDefinition;
  readonly rows: Collection;
}

export interface Table {
  readonly arn: string;
  readonly definition: Omit<TableDefinition, keyof TableSettings | "tags">;
  readonly createdMs: number;
  settings: TableSettings;
  /** When it last became PAY_PER_REQUEST. */
  onDemandMs: number | undefined;
  readonly byKey: Map<string, Row>;
  readonly rows: Collection;
  readonly indexes: Map<string, Index>;
  readonly tags: Map<string, string>;
  ttl: string | undefined;
  stream: Stream | undefined;
  streams: number;
}

/** An item that may expire then, if it still says so. */
export interface Expiry {
  readonly dueMs: number;
  readonly order: number;
  readonly table: Table;
  readonly key: string;
  /** As the item says it: what it said when this was noted. */
  readonly expires: string;
  /** The moment of deletion is drawn only once it has expired. */
  readonly isDrawn: boolean;
}

export interface DynamodbState {
  readonly tables: ReadonlyMap<string, Table>;
  readonly streams: ReadonlyMap<string, Stream>;
  readonly tokens: ReadonlyMap<string, { readonly digest: string; readonly atMs: number }>;
}

export interface Store extends DynamodbState {
  readonly epochMs: number;
  readonly tables: Map<string, Table>;
  readonly streams: Map<string, Stream>;
  readonly tokens: Map<string, { readonly digest: string; readonly atMs: number }>;
  readonly expiries: Heap<Expiry>;
  /** Expiries ever noted. */
  noted: number;
}

export const emptyStore = (epochMs: number): Store => ({
  epochMs,
  tables: new Map(),
  streams: new Map(),
  tokens: new Map(),
  expiries: new Heap({
    keyOf: ({ dueMs }) => dueMs,
    isBefore: (one, other) => one.order < other.order,
  }),
  noted: 0,
});
