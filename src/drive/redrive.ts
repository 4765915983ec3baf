// Room drive: empties a dead letter queue back to its source, where the target has no move task: receive, send the same body and
// attributes, and delete only after that send is ok. FIFO gets a new deduplication id, since SQS would swallow the old one.
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import type { JournalWriter } from "../journal/writer.ts";
import type { DriveContext } from "./context.ts";
import { callOnce } from "./op.ts";

/** Long enough that no message comes back while it is being moved. */
const MOVE_VISIBILITY_S = 30;
/** The look may just have hidden what is there, for 1 s: three empty long polls of 1 s are needed to call it empty. */
const EMPTY_POLLS = 3;
/** A dead letter queue of a scenario holds tens of messages; this many receives empty ten thousand. */
const MAX_RECEIVES = 1_000;

/** Moves everything; what could not be sent stays in the dead letter queue. */
export async function redrive(dlq: string, context: DriveContext): Promise<void> {
  for (let empty = 0, receives = 0; empty < EMPTY_POLLS && receives < MAX_RECEIVES; receives += 1) {
    empty = (await moveOne(dlq, context)) ? 0 : empty + 1;
    context.signal.throwIfAborted();
  }
}

/** Moves one message; false when none came. */
async function moveOne(dlq: string, context: DriveContext): Promise<boolean> {
  const { journal, clients, signal } = context;
  const received = await callOnce(
    journal,
    { service: "sqs", action: "ReceiveMessage", hop: dlq, request: { queue: dlq }, redrive: true },
    () =>
      clients.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: context.refOf(dlq),
          MaxNumberOfMessages: 1,
          VisibilityTimeout: MOVE_VISIBILITY_S,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
        }),
        { abortSignal: signal },
      ),
    ({ Messages }) => tellMessage(Messages?.[0], dlq, context),
  );
  const message = received.outcome === "ok" ? received.answer.Messages?.[0] : undefined;
  if (message === undefined) return false;
  await sendBack(message, dlq, received.seq, context);
  return true;
}

function tellMessage(message: Message | undefined, dlq: string, context: DriveContext) {
  if (message?.MessageId === undefined) return {};
  const order = context.orderOf(message.Body ?? "", dlq);
  return { ids: { messageId: message.MessageId }, ...(order === undefined ? {} : { order }) };
}

async function sendBack(message: Message, dlq: string, cause: number, context: DriveContext): Promise<void> {
  const { journal, clients } = context;
  const source = context.sourceOf(dlq);
  const body = message.Body ?? "";
  const order = context.orderOf(body, dlq);
  const group = message.Attributes?.MessageGroupId;
  const isFifo = context.refOf(source).endsWith(".fifo");
  const sent = await callOnce(
    journal,
    {
      service: "sqs",
      action: "SendMessage",
      hop: source,
      order,
      request: { queue: source, body },
      redrive: true,
      cause,
    },
    () =>
      clients.sqs.send(
        new SendMessageCommand({
          QueueUrl: context.refOf(source),
          MessageBody: body,
          MessageAttributes: message.MessageAttributes,
          ...(group === undefined ? {} : { MessageGroupId: group }),
          ...(isFifo ? { MessageDeduplicationId: `redrive-${message.MessageId ?? ""}` } : {}),
        }),
      ),
    ({ MessageId }) => (MessageId === undefined ? {} : { ids: { messageId: MessageId } }),
  );
  if (sent.outcome !== "ok") return;
  const deleted = await callOnce(
    journal,
    {
      service: "sqs",
      action: "DeleteMessage",
      hop: dlq,
      order,
      request: { queue: dlq, messageId: message.MessageId },
      redrive: true,
      cause: sent.seq,
    },
    () =>
      clients.sqs.send(
        new DeleteMessageCommand({ QueueUrl: context.refOf(dlq), ReceiptHandle: message.ReceiptHandle }),
      ),
  );
  if (deleted.outcome === "ok" && context.tellsGone)
    journalGone(journal, dlq, order, message.MessageId ?? "", deleted.seq);
}

function journalGone(
  journal: JournalWriter,
  hop: string,
  order: string | undefined,
  messageId: string,
  cause: number,
): void {
  journal.append({
    kind: "message.gone",
    actor: "observe",
    hop,
    ...(order === undefined ? {} : { order }),
    cause,
    data: { messageId, by: "moved" },
  });
}
