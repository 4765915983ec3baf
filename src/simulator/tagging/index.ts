// Room simulator/tagging: the Resource Groups Tagging API over the services' own tags.
export type { TagCall, TagSource } from "./ports.ts";
export { createTagging } from "./service.ts";
