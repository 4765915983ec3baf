// Room simulator/sns: SNS as a state machine: one file an action in actions/, state by events, deliveries as timers of the clock.
export { SnsError } from "./errors.ts";
export type { OutboxEntry, SnsEvent } from "./events.ts";
export type { Outcome, QueueMessage, Sender, SnsPorts } from "./ports.ts";
export { actions } from "./registry.ts";
export { createSns, type QueryCall, type Sns, type XmlAnswer } from "./service.ts";
export type { Message, SnsState, Subscription, Topic } from "./state.ts";
