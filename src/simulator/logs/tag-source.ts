// Room simulator/logs: the tags of log groups, for the Resource Groups Tagging API.
import type { TagSource } from "../tagging/index.ts";
import type { LogsState } from "./state.ts";

export const logGroupTags = ({ groups }: LogsState): TagSource => ({
  service: "logs",
  tagged: () => [...groups.values()].filter(({ tags }) => Object.keys(tags).length > 0),
  tag: (resourceArn, tags) => ({ operation: "TagResource", input: { resourceArn, tags } }),
  untag: (resourceArn, tagKeys) => ({ operation: "UntagResource", input: { resourceArn, tagKeys } }),
});
