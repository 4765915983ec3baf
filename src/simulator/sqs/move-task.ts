// Room simulator/sqs: a running move task: its handle, its pace, and what its next step does (MOV-03, MOV-05..08, MOV-10).
import type { AwsError } from "../wire/index.ts";
import { sequenceNumberOf, turnOf } from "./accept.ts";
import { receivable } from "./backlog.ts";
import { invalidParameter, noSuchResource } from "./errors.ts";
import type { SqsEvent } from "./events.ts";
import type { Standing } from "./message.ts";
import { jsonObject } from "./settings.ts";
import { positionOf } from "./position.ts";
import { MAX_MOVED_PER_SECOND } from "./limits.ts";
import type { MoveTask, Queue, SqsState } from "./state.ts";

export const isActive = ({ status }: MoveTask): boolean => status === "RUNNING" || status === "CANCELLING";

/** Oldest first. */
export const tasksOf = (state: SqsState, sourceArn: string): readonly MoveTask[] =>
  [...state.moveTasks.values()].filter((task) => task.sourceArn === sourceArn);

export const noSuchSource = (): AwsError =>
  noSuchResource("The resource that you specified for the SourceArn parameter doesn't exist.");

export const taskHandle = (taskId: string, sourceArn: string): string =>
  Buffer.from(JSON.stringify({ taskId, sourceArn })).toString("base64");

export function readTaskHandle(handle: string): { readonly taskId: string; readonly sourceArn: string } {
  const { taskId, sourceArn } = jsonObject(Buffer.from(handle, "base64").toString()) ?? {};
  if (typeof taskId !== "string" || typeof sourceArn !== "string")
    throw invalidParameter("Value for parameter TaskHandle is invalid.");
  return { taskId, sourceArn };
}

/** Between two messages; without a limit SQS chooses its pace itself. */
export const paceMs = ({ perSecond }: MoveTask): number => 1000 / (perSecond ?? MAX_MOVED_PER_SECOND);

/** One message further, or the end. */
export function step(state: SqsState, task: MoveTask, nowMs: number): readonly SqsEvent[] {
  const source = state.queues.get(task.sourceArn);
  if (source === undefined) return [];
  const ended = (status: "COMPLETED" | "CANCELLED" | "FAILED", reason?: string): readonly SqsEvent[] => {
    const why = reason === undefined ? {} : { reason };
    return [
      { kind: "sqs.move-ended", queueArn: source.arn, atMs: nowMs, taskId: task.taskId, status, ...why },
    ];
  };
  if (task.status === "CANCELLING") return ended("CANCELLED");
  const [stored] = receivable(source);
  if (stored === undefined) return ended("COMPLETED");
  const targetArn = task.destinationArn ?? stored.message.more.deadLetterSource;
  if (targetArn === undefined) return ended("FAILED", "CouldNotDetermineMessageSource");
  const target = state.queues.get(targetArn);
  if (target === undefined) return ended("FAILED", "AWS.SimpleQueueService.NonExistentQueue"); // MOV-07
  return [moved(task, source, stored, target, nowMs)];
}

/** A new message: new id, time and retention, received by nobody yet (MOV-08). */
function moved(task: MoveTask, source: Queue, stored: Standing, target: Queue, nowMs: number): SqsEvent {
  const { message } = stored;
  const turn = turnOf(target, { earlier: [] });
  return {
    kind: "sqs.moved",
    queueArn: source.arn,
    atMs: nowMs,
    taskId: task.taskId,
    messageId: message.messageId,
    targetArn: target.arn,
    visibleAtMs: nowMs + target.settings.delayMs,
    message: {
      ...message,
      messageId: target.ids.idOf(turn),
      sentMs: nowMs,
      position: positionOf(target, message.md5, turn),
      more: {
        ...message.more,
        sequenceNumber: sequenceNumberOf(target, turn),
        deadLetterSource: undefined,
        receivedBefore: 0,
        firstReceivedMs: undefined,
      },
    },
  };
}
