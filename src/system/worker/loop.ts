// Room system: the polling worker: long poll, visibility extended while it works, delete last. It ends when its parent does, and
// never at a receive error (the course module's did).
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { openClient } from "./client.ts";
import { type Evidence, openEvidence, shaOf } from "./evidence.ts";
import { readSettings, type WorkerSettings } from "./settings.ts";
import { strike, switchesFor } from "./switches.ts";

/** One received message with its order. */
export interface Received {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly order: string;
  readonly customer: string;
  readonly groupId: string | undefined;
  readonly requestId: string;
  /** `n` of its evidence line. */
  readonly seen: number;
  /** How often SQS says it was received. */
  readonly receives: number;
}

export interface WorkerContext {
  readonly settings: WorkerSettings;
  readonly sqs: SQSClient;
  readonly evidence: Evidence;
}

/** What a worker does with a batch: it calls `done` for each message that may be deleted, `failed` for each that may not. */
export type BatchHandler = (
  batch: readonly Received[],
  context: WorkerContext,
  report: { done(message: Received): Promise<void>; failed(message: Received, error: unknown): void },
) => Promise<void>;

/** After an error of the receive itself: long enough not to spin, short beside a visibility timeout. */
const RECEIVE_ERROR_PAUSE_MS = 200;

/** Runs a worker until its process is told to end. */
export async function runWorker(handle: BatchHandler): Promise<void> {
  const settings = readSettings(process.env);
  const context = { settings, sqs: openClient(settings), evidence: openEvidence(settings.evidenceFile) };
  const stopping = stopSignal();
  const busy = new Set<Promise<void>>();
  while (!stopping.aborted) {
    const batch = await receive(context, stopping);
    if (batch.length === 0) continue;
    const work = workOn(batch, context, handle).finally(() => busy.delete(work));
    busy.add(work);
    // FIFO keeps its order only when one batch is finished before the next is asked for.
    if (settings.queueUrl.endsWith(".fifo")) await work;
  }
  await Promise.all(busy);
  process.exit(0);
}

/** Aborted on SIGTERM, and when stdin ends, which it does when the parent dies. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once("SIGTERM", stop);
  process.stdin.once("end", () => process.exit(0)).once("error", () => process.exit(0));
  process.stdin.resume();
  return controller.signal;
}

async function receive(context: WorkerContext, signal: AbortSignal): Promise<readonly Received[]> {
  const { settings, sqs } = context;
  try {
    const answer = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: settings.queueUrl,
        MaxNumberOfMessages: settings.batchSize,
        WaitTimeSeconds: settings.waitS,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
      { abortSignal: signal },
    );
    return (answer.Messages ?? []).map((message) => writeDown(message, context));
  } catch (error) {
    if (!signal.aborted) {
      console.error(`receive from ${settings.queueUrl} failed:`, error);
      await sleep(RECEIVE_ERROR_PAUSE_MS);
    }
    return [];
  }
}

/** The receive is evidence before any business code runs. */
function writeDown(message: Message, { settings, evidence }: WorkerContext): Received {
  const body = message.Body ?? "";
  const { orderId, customer } = readOrder(body);
  const messageId = message.MessageId ?? "";
  const groupId = message.Attributes?.MessageGroupId;
  const dedupId = message.Attributes?.MessageDeduplicationId;
  const receives = Number(message.Attributes?.ApproximateReceiveCount ?? 1);
  const seen = evidence.write({
    kind: "message.seen",
    hop: settings.queue,
    order: orderId,
    data: {
      messageId,
      receives,
      by: "consumer",
      bodySha: shaOf(body),
      body,
      ...(groupId === undefined ? {} : { groupId }),
      ...(dedupId === undefined ? {} : { dedupId }),
    },
  });
  const receiptHandle = message.ReceiptHandle ?? "";
  const requestId = randomUUID();
  return { messageId, receiptHandle, body, order: orderId, customer, groupId, requestId, seen, receives };
}

function readOrder(body: string): { orderId: string; customer: string } {
  try {
    const value = JSON.parse(body) as { orderId?: unknown; customer?: unknown };
    return { orderId: String(value.orderId ?? ""), customer: String(value.customer ?? "") };
  } catch {
    return { orderId: "", customer: "" };
  }
}

async function workOn(
  batch: readonly Received[],
  context: WorkerContext,
  handle: BatchHandler,
): Promise<void> {
  const { settings, evidence } = context;
  const beats = new Map(batch.map((message) => [message.messageId, startHeartbeat(message, context)]));
  const end = (message: Received) => beats.get(message.messageId)?.();
  const outcome = (message: Received, data: Record<string, unknown>) =>
    evidence.write({
      kind: "call.seen",
      hop: settings.name,
      order: message.order,
      ref: message.seen,
      data: { requestId: message.requestId, ...data },
    });
  try {
    await handle(batch, context, {
      async done(message) {
        const called = outcome(message, { outcome: "ok" });
        await remove(message, context, called);
        end(message);
      },
      failed(message, error) {
        end(message);
        outcome(message, { outcome: "error", errorType: error instanceof Error ? error.name : "Error" });
      },
    });
  } catch (error) {
    console.error("the batch failed:", error);
  } finally {
    for (const stop of beats.values()) stop();
  }
}

/** Delete comes last; a delete that fails leaves the message to come back, which the idempotency key makes harmless. */
async function remove(
  message: Received,
  { settings, sqs, evidence }: WorkerContext,
  called: number,
): Promise<void> {
  await sqs.send(
    new DeleteMessageCommand({ QueueUrl: settings.queueUrl, ReceiptHandle: message.receiptHandle }),
  );
  evidence.write({
    kind: "message.gone",
    hop: settings.queue,
    order: message.order,
    ref: called,
    data: { messageId: message.messageId, by: "deleted" },
  });
}

/** Extends the visibility while the order is worked on: counted from the call, not added to what is left (SQS-05). */
function startHeartbeat(message: Received, { settings, sqs }: WorkerContext): () => void {
  if (settings.heartbeatS <= 0) return () => {};
  const timer = setInterval(() => {
    void sqs
      .send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: settings.queueUrl,
          ReceiptHandle: message.receiptHandle,
          VisibilityTimeout: Math.ceil(settings.visibilityS),
        }),
      )
      .catch((error: unknown) => console.error(`extending ${message.messageId} failed:`, error));
  }, settings.heartbeatS * 1000);
  return () => clearInterval(timer);
}

/** The wrapper around business code: faults for this order strike here, and are evidence. */
export async function withFaults(
  message: Received,
  context: WorkerContext,
  work: () => Promise<void>,
): Promise<void> {
  const { settings, evidence } = context;
  await strike(switchesFor(settings.switchesFile, message.order), message, (id) => {
    evidence.write({
      kind: "fault.struck",
      hop: settings.name,
      order: message.order,
      ref: message.seen,
      data: { id },
    });
  });
  await work();
}
