// Room simulator/sns: what one subscriber gets of a message, if it gets it: the filter, the protocol's body, raw or in its envelope, and
// the ids that go along.
import { isFifo } from "./arn.ts";
import { bodyFor, subjectOf } from "./direct.ts";
import { envelopeOf } from "./envelope.ts";
import type { OutboxEntry } from "./events.ts";
import { lambdaEventOf } from "./lambda-event.ts";
import { MAX_RAW_ATTRIBUTES } from "./limits.ts";
import { platformOf } from "./platform.ts";
import type { QueueMessage } from "./ports.ts";
import type { Message, Subscription, Topic } from "./state.ts";

export type Outgoing =
  | { readonly kind: "queue"; readonly message: QueueMessage }
  /** `parked` is what a dead letter queue would get instead. */
  | { readonly kind: "outbox"; readonly entry: Omit<OutboxEntry, "atMs">; readonly parked: QueueMessage }
  | { readonly kind: "function"; readonly payload: string; readonly parked: QueueMessage }
  /** What no endpoint could take: a client-side error (SNS-18). */
  | { readonly kind: "impossible"; readonly reason: string };

export interface Route {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly message: Message;
  readonly seed: string;
  readonly epochMs: number;
}

/** SNS-01 to SNS-04: no policy takes all; a policy looks at the attributes or at the body that this protocol would get. */
export function passesFilter({ filter, protocol }: Subscription, message: Message): boolean {
  if (filter === undefined) return true;
  return filter.scope === "MessageBody"
    ? filter.matchesBody(bodyFor(message, [protocol]))
    : filter.matchesAttributes(message.attributes);
}

export function outgoing(route: Route): Outgoing {
  const { protocol } = route.subscription;
  if (protocol === "sqs") return toQueue(route);
  if (protocol === "lambda")
    return { kind: "function", payload: lambdaEventOf(enveloped(route)), parked: wrapped(route) };
  return { kind: "outbox", entry: toPerson(route), parked: wrapped(route) };
}

const enveloped = (route: Route) => ({
  ...route,
  body: bodyFor(route.message, [route.subscription.protocol]),
});

function toQueue(route: Route): Outgoing {
  const { subscription, message } = route;
  if (subscription.attributes.get("RawMessageDelivery") !== "true")
    return { kind: "queue", message: wrapped(route) };
  if (Object.keys(message.attributes).length > MAX_RAW_ATTRIBUTES)
    return { kind: "impossible", reason: `raw delivery carries at most ${MAX_RAW_ATTRIBUTES} attributes` };
  const body = bodyFor(message, ["sqs"]);
  return { kind: "queue", message: { ...idsFor(route), body, attributes: message.attributes } };
}

function wrapped(route: Route): QueueMessage {
  const body = bodyFor(route.message, [route.subscription.protocol]);
  return { ...idsFor(route), body: envelopeOf({ ...route, body }), attributes: {} };
}

/** FIFO to FIFO both ids, standard to standard the group alone, FIFO to standard neither (SNS-26, SNS-28, SNS-31; recorded). */
function idsFor({ topic, subscription, message }: Route): Omit<QueueMessage, "body" | "attributes"> {
  const { groupId, deduplicationId, traceHeader } = message;
  if (topic.isFifo === isFifo(subscription.endpoint)) return { groupId, deduplicationId, traceHeader };
  return { groupId: undefined, deduplicationId: undefined, traceHeader };
}

function toPerson(route: Route): Omit<OutboxEntry, "atMs"> {
  const { subscription, message, topic } = route;
  const { protocol, endpoint: to } = subscription;
  const of = { to, messageId: message.messageId, topicArn: topic.arn };
  if (protocol === "sms") return { channel: "sms", body: bodyFor(message, ["sms"]), ...of };
  if (protocol === "application") return { channel: "push", body: bodyFor(message, [platformOf(to)]), ...of };
  const plain = bodyFor(message, [protocol]);
  const body = protocol === "email-json" ? envelopeOf({ ...route, body: plain }) : plain;
  return { channel: "email", body, ...of, ...subjectOf(message) };
}
