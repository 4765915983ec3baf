// Room simulator/dynamodb: what AWS allows, each with where it says so (Amazon DynamoDB Developer Guide, "Quotas", unless another page
// is named; read 2026-11).

/** An item, names and values together. */
export const MAX_ITEM_BYTES = 400 * 1024;
export const MAX_HASH_KEY_BYTES = 2048;
export const MAX_RANGE_KEY_BYTES = 1024;
/** Levels of lists and maps inside an attribute. */
export const MAX_NESTING = 32;
/** Significant digits of a number, and its magnitude ("Supported data types"). */
export const MAX_DIGITS = 38;
export const MAX_EXPONENT = 125;
export const MIN_EXPONENT = -130;
/** What Query and Scan look at for one page. */
export const MAX_PAGE_BYTES = 1024 * 1024;
export const MAX_EXPRESSION_BYTES = 4096;
/** Operators and functions in one expression. */
export const MAX_OPERATORS = 300;
/** TransactWriteItems and TransactGetItems (DDB-05). */
export const MAX_TRANSACTION_ACTIONS = 100;
export const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;
/** How long a ClientRequestToken is remembered (DDB-07). */
export const TOKEN_MS = 10 * 60_000;
export const MAX_BATCH_GET = 100;
export const MAX_BATCH_WRITE = 25;
export const MAX_BATCH_GET_BYTES = 16 * 1024 * 1024;
export const MAX_SEGMENTS = 1_000_000;
export const MAX_GSI = 20;
export const MAX_LSI = 5;
export const MAX_TAGS = 50;
/** "Deletes expired items within a few days"; until 2023 "typically within 48 hours" ("Time to Live"): what this simulator promises. */
export const TTL_WITHIN_MS = 48 * 3_600_000;
/** Expired at least so long before it goes: readers must expect expired items. */
export const TTL_AFTER_MS = 60_000;
/** What expired longer ago is never deleted ("Time to Live": a safeguard against wrong units). */
export const TTL_MAX_AGE_MS = 5 * 365 * 24 * 3_600_000;
/** How long a stream keeps its records ("Change data capture for DynamoDB Streams"). */
export const STREAM_RETENTION_MS = 24 * 3_600_000;
/** A shard iterator lives so long (API Reference, GetShardIterator). */
export const ITERATOR_MS = 15 * 60_000;
export const MAX_RECORDS = 1000;
/** Size of a GetRecords answer. */
export const MAX_RECORDS_BYTES = 1024 * 1024;
/** Compiled expressions kept: a program has few texts, a fuzzer has many. */
export const MAX_COMPILED = 2_000;
