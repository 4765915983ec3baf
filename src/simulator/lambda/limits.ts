// Room simulator/lambda: AWS's quotas (Developer Guide, "Lambda quotas"), and how long changes take here.

export const MAX_TIMEOUT_S = 900;
export const DEFAULT_TIMEOUT_S = 3;
export const MIN_MEMORY_MB = 128;
export const MAX_MEMORY_MB = 10_240;
export const MIN_STORAGE_MB = 512;
/** Synchronous requests and answers; the API's own words name these numbers. */
export const MAX_REQUEST_BYTES = 6_291_456;
export const MAX_RESPONSE_BYTES = 6_291_556;
/** Asynchronous requests: 1 MiB since October 2025, 256 KiB before. */
export const MAX_ASYNC_REQUEST_BYTES = 1_048_576;
export const MAX_VARIABLES_BYTES = 4_096;
export const MAX_UNZIPPED_BYTES = 262_144_000;
/** LogType Tail answers this much. */
export const MAX_LOG_TAIL_BYTES = 4_096;
/** Of an account in a region, until it is raised. */
export const ACCOUNT_CONCURRENCY = 1_000;
/** Reservations must leave this much to all functions without one. */
export const MIN_UNRESERVED = 100;

/** AWS gives no time for creating or updating a zip function without a network: a moment, which a waiter sees. */
export const CREATE_MS = 1_000;
export const UPDATE_MS = 500;
/** Init may take this long (Developer Guide, "Lambda execution environment lifecycle"). */
export const INIT_LIMIT_MS = 10_000;
/** AWS says only that idle environments are taken away after some time. */
export const IDLE_MS = 600_000;

/** LAM-01. */
export const ASYNC_RETRY_AFTER_MS: readonly number[] = [60_000, 120_000];
export const DEFAULT_MAX_AGE_S = 21_600;
/** Throttles and the like: from 1 second, doubling, to 5 minutes (Developer Guide, "How Lambda handles errors and retries with asynchronous invocation"). */
export const ASYNC_BACKOFF_MS = 1_000;
export const MAX_ASYNC_BACKOFF_MS = 300_000;
/** From the queue of asynchronous invocations to the function. */
export const ASYNC_DELAY_MS = 1;

/** A mapping's changes take this long here; in AWS some seconds, sometimes a minute. */
export const MAPPING_MS = 1_000;
/** From a message's arrival to the receive that takes it. */
export const POLL_MS = 1;
/** ESM-02, ESM-03. */
export const DEFAULT_SQS_BATCH = 10;
export const MAX_SQS_BATCH = 10_000;
export const MAX_FIFO_BATCH = 10;
export const DEFAULT_STREAM_BATCH = 100;
export const MAX_STREAM_BATCH = 10_000;
/** Above this a batch needs a window. */
export const MAX_BATCH_WITHOUT_WINDOW = 10;
export const MAX_WINDOW_S = 300;
/** ESM-16. */
export const MIN_MAX_CONCURRENCY = 2;
export const MAX_MAX_CONCURRENCY = 1_000;
/** ESM-17. */
export const FIRST_CONCURRENCY = 5;
export const CONCURRENCY_PER_MINUTE = 300;
export const MOST_CONCURRENCY = 1_250;
/** ESM-14. */
export const EXTRA_VISIBILITY_S = 30;
/** A throttled batch is tried again after this, doubling, while its messages are hidden. */
export const THROTTLE_BACKOFF_MS = 1_000;
/** A stream's batch that failed is tried again after this, doubling to a minute. */
export const STREAM_BACKOFF_MS = 1_000;
export const MAX_STREAM_BACKOFF_MS = 60_000;
export const MAX_FILTERS = 5;
export const MAX_FILTER_CHARACTERS = 4_096;
