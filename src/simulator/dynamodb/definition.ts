// Room simulator/dynamodb: what a table is made of, as CreateTable says it.
import type { Keys, KeyType } from "./keys.ts";

export type StreamView = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
export const STREAM_VIEWS: readonly StreamView[] = [
  "NEW_IMAGE",
  "OLD_IMAGE",
  "NEW_AND_OLD_IMAGES",
  "KEYS_ONLY",
];

export interface Throughput {
  readonly read: number;
  readonly write: number;
}

export type ProjectionType = "ALL" | "KEYS_ONLY" | "INCLUDE";

export interface IndexDefinition {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly keys: Keys;
  readonly projection: ProjectionType;
  /** With INCLUDE. */
  readonly includes: readonly string[];
  /** Of a global one in a table of provisioned throughput. */
  readonly throughput: Throughput;
}

/** What UpdateTable may change. */
export interface TableSettings {
  readonly attributes: readonly { readonly name: string; readonly type: KeyType }[];
  readonly billing: "PROVISIONED" | "PAY_PER_REQUEST";
  readonly throughput: Throughput;
  readonly indexes: readonly IndexDefinition[];
  readonly isProtected: boolean;
  readonly tableClass: "STANDARD" | "STANDARD_INFREQUENT_ACCESS" | undefined;
}

export interface TableDefinition extends TableSettings {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly keys: Keys;
  readonly tags: Readonly<Record<string, string>>;
}
