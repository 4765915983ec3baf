// Room simulator/sqs: what SQS takes at most, each with the fact that says so (aws-semantics.md, SQS quotas).

/** SQS-19; 256 KiB before August 2025. */
export const MAX_MESSAGE_BYTES = 1_048_576;
/** SQS-17. */
export const MAX_BATCH_ENTRIES = 10;
/** SQS-12. */
export const MAX_RECEIVED = 10;
export const MAX_MESSAGE_ATTRIBUTES = 10;
export const MAX_ATTRIBUTE_NAME_CHARACTERS = 256;
/** SQS-26 and FIFO-22. */
export const MAX_IN_FLIGHT = 120_000;
/** SQS-06: from the receive on. */
export const MAX_INVISIBLE_MS = 43_200_000;
/** FIFO-04, FIFO-24. */
export const DEDUPLICATION_MS = 300_000;
/** SQS-28. */
export const PURGE_EVERY_MS = 60_000;
/** SQS-27. */
export const NAME_FREE_AFTER_MS = 60_000;
export const MAX_TAGS = 50;
export const MAX_LISTED = 1000;
/** MOV-04. */
export const MAX_MOVED_PER_SECOND = 500;
