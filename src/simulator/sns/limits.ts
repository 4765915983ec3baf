// Room simulator/sns: every bound of the service with where it stands (AWS General Reference, SNS quotas; SNS API Reference).

/** SNS-19: body and attributes of one Publish, and of a whole batch. */
export const MAX_MESSAGE_BYTES = 262_144;
/** SNS-20. */
export const MAX_BATCH_ENTRIES = 10;
export const MAX_BATCH_ID_CHARACTERS = 80;
/** API Reference, Publish: a subject has less than 100 characters; SNS takes 100. */
export const MAX_SUBJECT_CHARACTERS = 100;
/** SNS-18: what SQS takes is what raw delivery can carry. */
export const MAX_RAW_ATTRIBUTES = 10;
export const MAX_ATTRIBUTE_NAME_CHARACTERS = 256;
/** SNS-27. */
export const DEDUPLICATION_MS = 5 * 60 * 1000;
/** SNS-32: a confirmation token lives two days. */
export const TOKEN_MS = 2 * 24 * 60 * 60 * 1000;
/** API Reference: each list call answers up to 100. */
export const PAGE_SIZE = 100;
export const MAX_TAGS = 50;
/** SNS-13. */
export const MAX_FILTER_POLICIES_PER_TOPIC = 200;
export const MAX_FIFO_ID_CHARACTERS = 128;
