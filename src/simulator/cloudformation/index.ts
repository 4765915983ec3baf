// Room simulator/cloudformation: what the simulator uses of it.
export type { CloudFormationEvent } from "./events.ts";
export { type CloudFormation, createCloudFormation } from "./service.ts";
export { stackTags } from "./tag-source.ts";
