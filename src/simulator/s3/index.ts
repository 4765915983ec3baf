// Room simulator/s3: S3 as a state machine: one file an action in actions/, state by events.
export type { S3Event } from "./events.ts";
export { createS3, type S3 } from "./service.ts";
export { bucketTags } from "./tag-source.ts";
