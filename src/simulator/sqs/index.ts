// Room simulator/sqs: SQS as a state machine: one file an action in actions/, state by events, time as timers of the clock.
export { type SqsEvent, targetOf } from "./events.ts";
export type { Message } from "./message.ts";
export type { Weather } from "./ports.ts";
export { createSqs, type Sqs } from "./service.ts";
export { queueTags } from "./tag-source.ts";
