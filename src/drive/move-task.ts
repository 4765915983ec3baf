// Room drive: redrive by StartMessageMoveTask, where the target has it (MOV-03: without a destination messages return to their own
// sources). The task names no message, so sightings count as moved only when it moved as many as lay there, and the queue is empty.
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import type { Line } from "../journal/line.ts";
import type { DriveContext } from "./context.ts";
import { callOnce } from "./op.ts";

const POLL_MS = 250;
/** A dead letter queue of a scenario holds tens of messages; a task moves up to 500 a second (MOV-04). */
const TASK_LIMIT_MS = 30_000;
/** A look hides what it saw for 1 s, and a task passes hidden messages by: this long they may take to come back. */
const VISIBLE_LIMIT_MS = 10_000;

interface DlqState {
  readonly arn: string;
  readonly visible: number;
  readonly hidden: number;
}

/** Moves everything back; `parked` are the sightings that are not gone yet. False when something may be left: move that by hand. */
export async function redriveByTask(
  dlq: string,
  parked: readonly Line<"message.seen">[],
  context: DriveContext,
): Promise<boolean> {
  const before = await untilNothingIsHidden(dlq, context);
  if (before === undefined || before.visible === 0) return false;
  const release = context.holdEvidence();
  try {
    return await moveAll(dlq, before, parked, context);
  } finally {
    release();
  }
}

async function moveAll(
  dlq: string,
  { arn, visible }: DlqState,
  parked: readonly Line<"message.seen">[],
  context: DriveContext,
): Promise<boolean> {
  const { journal, clients, signal } = context;
  const started = await callOnce(
    journal,
    { service: "sqs", action: "StartMessageMoveTask", hop: dlq, request: { queue: dlq }, redrive: true },
    () => clients.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }), { abortSignal: signal }),
  );
  if (started.outcome !== "ok") return false;
  if ((await movedBy(arn, context)) < visible) return false;
  const after = await stateOf(dlq, context);
  if (after.visible + after.hidden > 0) return false;
  for (const { order, data } of context.tellsGone ? parked : []) {
    journal.append({
      kind: "message.gone",
      actor: "observe",
      hop: dlq,
      ...(order === undefined ? {} : { order }),
      cause: started.seq,
      data: { messageId: data.messageId, by: "moved" },
    });
  }
  return true;
}

async function untilNothingIsHidden(dlq: string, context: DriveContext): Promise<DlqState | undefined> {
  return poll(VISIBLE_LIMIT_MS, context, async () => {
    const state = await stateOf(dlq, context);
    return state.hidden === 0 ? state : undefined;
  });
}

async function stateOf(dlq: string, { clients, refOf }: DriveContext): Promise<DlqState> {
  const { Attributes } = await clients.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: refOf(dlq),
      AttributeNames: ["QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return {
    arn: Attributes?.QueueArn ?? "",
    visible: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
    hidden: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}

/** How many messages the newest task moved once it is complete; 0 when it ended otherwise, or not in time. */
async function movedBy(arn: string, context: DriveContext): Promise<number> {
  const moved = await poll(TASK_LIMIT_MS, context, async () => {
    const { Results } = await context.clients.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn }));
    const task = Results?.[0];
    if (task?.Status === "FAILED" || task?.Status === "CANCELLED") return 0;
    return task?.Status === "COMPLETED" ? (task.ApproximateNumberOfMessagesMoved ?? 0) : undefined;
  });
  return moved ?? 0;
}

async function poll<T>(
  limitMs: number,
  { signal }: DriveContext,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const startMs = performance.now(); performance.now() - startMs < limitMs;) {
    signal.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return undefined;
}
