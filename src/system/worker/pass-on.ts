// Room system: passes orders on to the FIFO ledger. A batch answers 200 with some entries Failed (SQS-18): such an entry is sent
// again alone, then to the dead letter queue with its reason, and only what arrived somewhere may be deleted.
import {
  type BatchResultErrorEntry,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Received } from "./loop.ts";

export interface Destinations {
  readonly ledgerUrl: string;
  readonly dlqUrl: string;
}

/** Sends a receive's orders on; returns those that arrived nowhere, with why: they must not be deleted. */
export async function passOn(
  messages: readonly Received[],
  to: Destinations,
  sqs: SQSClient,
): Promise<ReadonlyMap<Received, unknown>> {
  const kept = new Map<Received, unknown>();
  if (messages.length === 0) return kept;
  const failed = await sendBatch(messages, to.ledgerUrl, sqs);
  for (const [message, reason] of failed) {
    try {
      await sendAlone(message, reason, to, sqs);
    } catch (error) {
      kept.set(message, error);
    }
  }
  return kept;
}

/** One batch of at most ten (SQS-17): a receive brings no more. Returns the entries that failed. */
async function sendBatch(
  messages: readonly Received[],
  ledgerUrl: string,
  sqs: SQSClient,
): Promise<ReadonlyMap<Received, string>> {
  try {
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: ledgerUrl,
        Entries: messages.map((message, index) => ({ Id: String(index), ...ledgerEntry(message) })),
      }),
    );
    return new Map((answer.Failed ?? []).flatMap((entry) => failedEntry(entry, messages)));
  } catch (error) {
    // The whole batch may or may not have arrived; the ledger deduplicates by order (FIFO-04).
    return new Map(messages.map((message) => [message, nameOf(error)]));
  }
}

function failedEntry(entry: BatchResultErrorEntry, messages: readonly Received[]): [Received, string][] {
  const message = messages[Number(entry.Id)];
  return message === undefined ? [] : [[message, entry.Code ?? "Failed"]];
}

async function sendAlone(message: Received, reason: string, to: Destinations, sqs: SQSClient): Promise<void> {
  try {
    await sqs.send(new SendMessageCommand({ QueueUrl: to.ledgerUrl, ...ledgerEntry(message) }));
  } catch (error) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: to.dlqUrl,
        MessageBody: message.body,
        MessageAttributes: {
          reason: { DataType: "String", StringValue: `${reason}, then ${nameOf(error)}` },
        },
      }),
    );
  }
}

/** A group for each customer; the order deduplicates (DESIGN section 3). */
function ledgerEntry(message: Received): {
  MessageBody: string;
  MessageGroupId: string;
  MessageDeduplicationId: string;
} {
  return {
    MessageBody: message.body,
    MessageGroupId: idCharacters(message.customer),
    MessageDeduplicationId: idCharacters(message.order),
  };
}

/** Group and deduplication ids are 1 to 128 alphanumerics and punctuation (FIFO-25). */
function idCharacters(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9!-/:-@[-`{-~]/g, "_").slice(0, 128) || "_";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "Error";
}
