// Room simulator/dynamodb: DynamoDB as a state machine: one file an action in actions/, state by events, time as timers of the clock.
export type { DynamodbEvent } from "./events.ts";
export type { TableWeather } from "./ports.ts";
export { createDynamodb, type Dynamodb } from "./service.ts";
export { tableTags } from "./tag-source.ts";
