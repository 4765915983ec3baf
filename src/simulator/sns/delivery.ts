// Room simulator/sns: messages on their way: each delivery is a timer, a server-side error is tried again, a client-side one is not
// (SNS-22), and what cannot be delivered goes to the subscription's dead letter queue or is lost (SNS-23, SNS-25).
import { arnOf } from "./arn.ts";
import type { Message, SnsState, Subscription } from "./state.ts";
import { isEnabled } from "./direct.ts";
import type { SnsEvent } from "./events.ts";
import { type Outgoing, outgoing, passesFilter } from "./outgoing.ts";
import type { Outcome, QueueMessage, Sender, SnsPorts } from "./ports.ts";
import { deadLetterQueueOf } from "./redrive-policy.ts";
import { retryAfterMs } from "./retry.ts";

interface Delivery {
  readonly subscription: Subscription;
  readonly outgoing: Outgoing;
  readonly messageId: string;
  /** Deliveries of one lane keep their order: a FIFO subscription's, group by group (SNS-28). */
  readonly lane: string | undefined;
}

export interface Deliveries {
  /** Sends an accepted message on its way to every subscriber whose filter takes it. */
  readonly fanOut: (message: Message) => void;
}

export function createDeliveries(
  ports: SnsPorts,
  state: SnsState,
  record: (event: SnsEvent) => void,
): Deliveries {
  const lanes = new Map<string, Delivery[]>();

  function fanOut(message: Message): void {
    const topic = state.topics.get(message.target);
    if (topic === undefined) return;
    for (const arn of state.byTopic.get(topic.arn) ?? []) {
      const subscription = state.subscriptions.get(arn);
      if (subscription?.isConfirmed !== true) continue;
      const of = { messageId: message.messageId, subscription };
      if (!passesFilter(subscription, message)) {
        record({ kind: "sns.filtered", ...named(of) });
        continue;
      }
      const { seed, clock } = ports;
      const content = outgoing({ topic, subscription, message, seed, epochMs: clock.epochMs });
      const lane = topic.isFifo ? JSON.stringify([arn, message.groupId]) : undefined;
      enqueue({ ...of, outgoing: content, lane });
    }
  }

  function enqueue(delivery: Delivery): void {
    const lane = delivery.lane === undefined ? undefined : lanes.get(delivery.lane);
    if (lane !== undefined) {
      lane.push(delivery);
      return;
    }
    if (delivery.lane !== undefined) lanes.set(delivery.lane, [delivery]);
    tryAfter(0, delivery, 1);
  }

  function tryAfter(delayMs: number, delivery: Delivery, attempt: number): void {
    const { arn, endpoint } = delivery.subscription;
    const spec = {
      actor: `sns ${arn}`,
      foreground: true,
      what: `delivery of ${delivery.messageId} to ${endpoint}`,
    };
    ports.clock.after(delayMs, spec, () => attemptNow(delivery, attempt));
  }

  function attemptNow(delivery: Delivery, attempt: number): void {
    const outcome = send(delivery);
    if (outcome.kind === "ok") {
      record({ kind: "sns.delivered", attempt, ...named(delivery) });
      return leave(delivery);
    }
    const { reason } = outcome;
    const retry = outcome.kind === "failed" ? retryAfterMs(attempt) : undefined;
    record({ kind: "sns.delivery-failed", attempt, reason, retryAfterMs: retry, ...named(delivery) });
    if (retry !== undefined) return tryAfter(retry, delivery, attempt + 1);
    giveUp(delivery, reason);
    leave(delivery);
  }

  function send({ outgoing: content, subscription }: Delivery): Outcome {
    switch (content.kind) {
      case "queue":
        return ports.deliver(subscription.endpoint, content.message, senderOf(subscription));
      case "function":
        return (
          ports.invoke?.(subscription.endpoint, content.payload, senderOf(subscription)) ?? {
            kind: "refused",
            reason: `the function ${subscription.endpoint} does not exist`,
          }
        );
      case "outbox": {
        const device = state.endpoints.get(subscription.endpoint);
        if (subscription.protocol === "application" && (device === undefined || !isEnabled(device)))
          return {
            kind: "refused",
            reason: `the endpoint ${device === undefined ? "does not exist" : "is disabled"}`,
          };
        record({ kind: "sns.outbox", ...content.entry, atMs: ports.clock.nowMs() });
        return { kind: "ok" };
      }
      case "impossible":
        return { kind: "refused", reason: content.reason };
    }
  }

  /** What the subscriber would have got is what its dead letter queue gets (SNS-23); the policy that counts is today's. */
  function giveUp(delivery: Delivery, reason: string): void {
    const { subscription, outgoing: content } = delivery;
    const { attributes } = state.subscriptions.get(subscription.arn) ?? subscription;
    const queueArn = deadLetterQueueOf(attributes.get("RedrivePolicy"));
    const message = parkable(content);
    const why = queueArn === undefined || message === undefined ? reason : park(queueArn, message, delivery);
    if (why === undefined)
      record({ kind: "sns.dead-lettered", queueArn: queueArn ?? "", reason, ...named(delivery) });
    else record({ kind: "sns.lost", reason: why, ...named(delivery) });
  }

  /** Why the dead letter queue did not take it, if it did not. */
  function park(queueArn: string, message: QueueMessage, { subscription }: Delivery): string | undefined {
    const outcome = ports.deliver(queueArn, message, senderOf(subscription));
    return outcome.kind === "ok" ? undefined : `dead letter queue ${queueArn}: ${outcome.reason}`;
  }

  function leave({ lane }: Delivery): void {
    if (lane === undefined) return;
    const [, ...rest] = lanes.get(lane) ?? [];
    const [next] = rest;
    if (next === undefined) lanes.delete(lane);
    else {
      lanes.set(lane, rest);
      tryAfter(0, next, 1);
    }
  }

  return { fanOut };
}

/** A queue's subscriber would have got this; for a person or a device it is the envelope. */
function parkable(content: Outgoing): QueueMessage | undefined {
  if (content.kind === "impossible") return undefined;
  return content.kind === "queue" ? content.message : content.parked;
}

function senderOf({ topicArn }: Subscription): Sender {
  return {
    service: "sns.amazonaws.com",
    sourceArn: topicArn,
    account: arnOf(topicArn)?.account ?? "",
  };
}

function named({ messageId, subscription }: Pick<Delivery, "messageId" | "subscription">) {
  return { messageId, subscriptionArn: subscription.arn, endpoint: subscription.endpoint };
}
