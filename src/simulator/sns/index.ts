// Room simulator/sns: SNS as a state machine: one file an action in actions/, state by events, deliveries as timers of the clock.
export type { OutboxEntry, SnsEvent } from "./events.ts";
export type { Outcome, QueueMessage, Sender } from "./ports.ts";
export { createSns, type Sns } from "./service.ts";
export { topicTags } from "./tag-source.ts";
