// Room simulator/sqs: which messages a receive takes, and how they look to the caller.
import type { Call } from "../wire/index.ts";
import { receivable } from "./backlog.ts";
import { deadLettered, deadLetterTarget } from "./dead-letter.ts";
import type { SqsEvent } from "./events.ts";
import { MAX_IN_FLIGHT } from "./limits.ts";
import { chosenAttributes } from "./message-attributes.ts";
import { md5OfAttributes } from "./md5.ts";
import type { Standing } from "./message.ts";
import { receiptHandle } from "./receipt.ts";
import type { Queue, SqsState } from "./state.ts";

export interface Taken {
  /** Messages given up on the way. */
  readonly events: readonly SqsEvent[];
  readonly messages: readonly Standing[];
}

export function takeReady(state: SqsState, queue: Queue, wanted: number, call: Call): Taken {
  const room = Math.min(wanted, MAX_IN_FLIGHT - queue.counts["in-flight"]);
  const events: SqsEvent[] = [];
  const messages: Standing[] = [];
  if (room <= 0) return { events, messages };
  for (const stored of receivable(queue)) {
    const target = deadLetterTarget(state, queue, stored);
    if (target === undefined) messages.push(stored);
    else events.push(deadLettered(queue, stored, target, { ...call, earlier: events }));
    if (messages.length >= room) break;
  }
  return { events, messages };
}

export interface Wish {
  readonly systemAttributes: readonly string[];
  readonly attributes: readonly string[];
}

/** The message as the caller gets it, in the state in which this receive leaves it. */
export function received(queue: Queue, stored: Standing, receive: number, wish: Wish, call: Call) {
  const { message } = stored;
  const { attributes } = message.more;
  const plain = {
    MessageId: message.messageId,
    ReceiptHandle: receiptHandle(queue, message.messageId, receive),
    MD5OfBody: message.md5,
    Body: message.body,
  };
  const isPlain = wish.systemAttributes.length === 0 && attributes === undefined;
  if (isPlain) return plain;
  const chosen = chosenAttributes(attributes ?? {}, wish.attributes);
  const system = systemAttributes(stored, receive, wish.systemAttributes, call);
  const digest = md5OfAttributes(chosen);
  return {
    ...plain,
    ...(Object.keys(system).length === 0 ? {} : { Attributes: system }),
    ...(digest === undefined ? {} : { MD5OfMessageAttributes: digest, MessageAttributes: chosen }),
  };
}

function systemAttributes(
  { message: { sentMs, more }, firstReceivedMs }: Standing,
  receive: number,
  names: readonly string[],
  { epochMs, nowMs }: Call,
): Record<string, string> {
  const all: Readonly<Record<string, string | undefined>> = {
    SenderId: more.senderId,
    ApproximateFirstReceiveTimestamp: String(epochMs + Math.floor(firstReceivedMs ?? nowMs)),
    ApproximateReceiveCount: String(more.receivedBefore + receive),
    SentTimestamp: String(epochMs + Math.floor(sentMs)),
    SequenceNumber: more.sequenceNumber,
    MessageDeduplicationId: more.deduplicationId,
    MessageGroupId: more.groupId,
    AWSTraceHeader: more.traceHeader,
    DeadLetterQueueSourceArn: more.deadLetterSource,
  };
  const isWanted = ([name, value]: [string, string | undefined]): boolean =>
    value !== undefined && (names.includes("All") || names.includes(name));
  return Object.fromEntries(Object.entries(all).filter(isWanted)) as Record<string, string>; // the undefined ones are out
}
