// Room simulator/s3: every bound of the service with where it stands (S3 User Guide and API Reference, read 2026-11).

/** "Bucket naming rules". */
export const MIN_BUCKET_NAME_CHARACTERS = 3;
export const MAX_BUCKET_NAME_CHARACTERS = 63;
/** "Naming objects": UTF-8 bytes. */
export const MAX_KEY_BYTES = 1024;
/** PutObject: one upload. Every door to the simulator takes less; see MAX_BODY_BYTES of the HTTP server. */
export const MAX_OBJECT_BYTES = 5 * 1024 ** 3;
/** "Working with object metadata": names and values of user metadata together. */
export const MAX_USER_METADATA_BYTES = 2 * 1024;
/** DeleteObjects, and a page of any listing. */
export const MAX_KEYS = 1000;
/** "Multipart upload limits": all but the last part. */
export const MIN_PART_BYTES = 5 * 1024 ** 2;
export const MAX_PART_NUMBER = 10_000;
/** "Quotas": a bucket's tags, an object's tags. */
export const MAX_BUCKET_TAGS = 50;
export const MAX_OBJECT_TAGS = 10;
export const MAX_TAG_KEY_CHARACTERS = 128;
export const MAX_TAG_VALUE_CHARACTERS = 256;
/** "Bucket policies": 20 KB. */
export const MAX_POLICY_BYTES = 20 * 1024;
/** "Quotas": general purpose buckets of an account, before one asks for more. */
export const MAX_BUCKETS = 10_000;
/** Ours: S3's deepest request document has eight levels. */
export const MAX_XML_DEPTH = 32;
/** Ours: DeleteObjects of 1,000 keys of 1,024 bytes, each byte escaped, stays below. */
export const MAX_XML_BYTES = 8 * 1024 ** 2;
