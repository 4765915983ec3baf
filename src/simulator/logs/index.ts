// Room simulator/logs: CloudWatch Logs: groups, which templates make beside their functions.
export type { LogsEvent } from "./state.ts";
export { createLogs } from "./service.ts";
export { logGroupTags } from "./tag-source.ts";
