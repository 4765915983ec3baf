// Room simulator/iam: IAM's roles, policies and alias as a state machine: one file an action in actions/, state by events.
export type { IamEvent } from "./events.ts";
export { createIam, type Iam } from "./service.ts";
export { policyTags } from "./tag-source.ts";
