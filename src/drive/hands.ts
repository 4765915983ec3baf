// Room drive: the hands that cause traffic at topics and queues. They send and they wait; they never judge.
import { PublishCommand } from "@aws-sdk/client-sns";
import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { JsonObject } from "../journal/line.ts";
import type { Clients } from "../target/clients.ts";
import type { DriveContext } from "./context.ts";
import { type Attributes, sdkAttributes } from "./attributes.ts";
import { beginOp, callOnce, endBadly } from "./op.ts";
import { redriveByTask } from "./move-task.ts";
import { redrive } from "./redrive.ts";
import { openWaits, type Waits } from "./waits.ts";

/** Any order: its body is what is sent. */
export interface Sendable {
  readonly orderId: string;
}

export interface SendOptions {
  /** A name by which the claim `answered` finds the call. */
  readonly label?: string;
  readonly groupId?: string;
  readonly dedupId?: string;
}

export interface TopicHand {
  publish(order: Sendable, attributes?: Attributes, options?: SendOptions): Promise<void>;
  /** As a producer that does not trust its first answer: without the SDK's retries, and once more whatever it was. */
  publishTwice(order: Sendable, attributes?: Attributes, options?: SendOptions): Promise<void>;
}

export interface QueueHand {
  /** `delayS` hides this message for so many seconds (SQS-22); a FIFO queue refuses it (FIFO-19). */
  send(
    order: Sendable,
    options?: SendOptions & { readonly attributes?: Attributes; readonly delayS?: number },
  ): Promise<void>;
  /** One SendMessageBatch; one op for each entry, joined by `batch`. */
  sendBatch(orders: readonly Sendable[], options?: { groupId?: (order: Sendable) => string }): Promise<void>;
  /** Waits until the order was seen at this queue: by its consumer, or by a probe where it has none. */
  holds(order: Sendable, options: { readonly within: number }): Promise<void>;
  /** Moves everything in this dead letter queue back to its source. */
  redrive(): Promise<void>;
}

/** Opens the hands of one scenario. */
export function openDrive(context: DriveContext) {
  const waits = openWaits(context.journal, context.signal);
  return {
    waits,
    topic: (id: string): TopicHand => topicHand(id, context),
    queue: (id: string): QueueHand => ({
      ...queueHand(id, context),
      holds: (order, { within }) =>
        waits.forOrder(
          `${order.orderId} at ${id}`,
          within * 1000,
          (line) => line.kind === "message.seen" && line.hop === id && line.order === order.orderId,
        ),
      redrive: () => redriveBack(id, waits, context),
    }),
  };
}

/** By the target's own task where it has one, what that leaves by hand; FIFO always by hand, as a task keeps the deduplication id. */
async function redriveBack(dlq: string, waits: Waits, context: DriveContext): Promise<void> {
  const resume = await context.beforeRedrive(dlq);
  try {
    const byTask = context.hasMoveTask && !context.refOf(dlq).endsWith(".fifo");
    if (byTask && (await redriveByTask(dlq, waits.parkedAt(dlq), context))) return;
    await redrive(dlq, context);
  } finally {
    resume();
  }
}

function topicHand(id: string, context: DriveContext): TopicHand {
  const publish = async (clients: Clients, order: Sendable, attributes: Attributes, options: SendOptions) => {
    const message = JSON.stringify(order);
    const { label, groupId, dedupId } = options;
    const request = {
      topic: id,
      message,
      attributes: attributes as unknown as JsonObject,
      groupId,
      dedupId,
    };
    await callOnce(
      context.journal,
      { service: "sns", action: "Publish", hop: id, order: order.orderId, request: defined(request), label },
      () =>
        clients.sns.send(
          new PublishCommand({
            TopicArn: context.refOf(id),
            Message: message,
            MessageAttributes: sdkAttributes(attributes),
            MessageGroupId: groupId,
            MessageDeduplicationId: dedupId,
          }),
          { abortSignal: context.signal },
        ),
      (answer) => ({ ids: defined({ messageId: answer.MessageId, sequenceNumber: answer.SequenceNumber }) }),
    );
  };
  return {
    publish: (order, attributes = {}, options = {}) => publish(context.clients, order, attributes, options),
    async publishTwice(order, attributes = {}, options = {}) {
      await publish(context.impatient, order, attributes, options);
      await publish(context.impatient, order, attributes, options);
    },
  };
}

function queueHand(id: string, context: DriveContext): Pick<QueueHand, "send" | "sendBatch"> {
  return {
    async send(order, options = {}) {
      const body = JSON.stringify(order);
      const { label, groupId, dedupId, delayS, attributes = {} } = options;
      const request = {
        queue: id,
        body,
        attributes: attributes as unknown as JsonObject,
        groupId,
        dedupId,
        delayS,
      };
      await callOnce(
        context.journal,
        {
          service: "sqs",
          action: "SendMessage",
          hop: id,
          order: order.orderId,
          request: defined(request),
          label,
        },
        () =>
          context.clients.sqs.send(
            new SendMessageCommand({
              QueueUrl: context.refOf(id),
              MessageBody: body,
              MessageAttributes: sdkAttributes(attributes),
              MessageGroupId: groupId,
              MessageDeduplicationId: dedupId,
              DelaySeconds: delayS,
            }),
            { abortSignal: context.signal },
          ),
        (answer) => ({
          ids: defined({ messageId: answer.MessageId, sequenceNumber: answer.SequenceNumber }),
        }),
      );
    },
    sendBatch: (orders, options = {}) => sendBatch(id, orders, options.groupId, context),
  };
}

/** At most ten entries (SQS-17); the result is per entry under HTTP 200 (SQS-18). */
async function sendBatch(
  id: string,
  orders: readonly Sendable[],
  groupId: ((order: Sendable) => string) | undefined,
  { journal, clients, refOf, signal }: DriveContext,
): Promise<void> {
  const batch = `b-${orders[0]?.orderId ?? ""}`;
  const entries = orders.map((order, index) => {
    const body = JSON.stringify(order);
    const group = groupId?.(order);
    const request = defined({
      queue: id,
      body,
      groupId: group,
      dedupId: group === undefined ? undefined : order.orderId,
    });
    const op = beginOp(journal, {
      service: "sqs",
      action: "SendMessageBatch",
      hop: id,
      order: order.orderId,
      request,
      batch,
    });
    return { id: String(index), op, body, group, order };
  });
  try {
    const answer = await clients.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: refOf(id),
        Entries: entries.map(({ id: Id, body, group, order }) => ({
          Id,
          MessageBody: body,
          ...(group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: order.orderId }),
        })),
      }),
      { abortSignal: signal },
    );
    const attempts = answer.$metadata.attempts ?? 1;
    for (const entry of entries) {
      const failed = answer.Failed?.find((one) => one.Id === entry.id);
      const ok = answer.Successful?.find((one) => one.Id === entry.id);
      if (failed !== undefined) {
        const error = { code: failed.Code ?? "", message: failed.Message ?? "" };
        journal.append({ kind: "op.failed", ...entry.op.frame, data: { error, attempts } });
      } else if (ok === undefined) {
        journal.append({
          kind: "op.unknown",
          ...entry.op.frame,
          data: { reason: "the answer does not name it", attempts },
        });
      } else {
        const ids = defined({ messageId: ok.MessageId, sequenceNumber: ok.SequenceNumber });
        journal.append({
          kind: "op.ok",
          ...entry.op.frame,
          data: { response: { status: 200 }, ids, attempts },
        });
      }
    }
  } catch (error) {
    for (const entry of entries) endBadly(journal, entry.op, error);
  }
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that are undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
