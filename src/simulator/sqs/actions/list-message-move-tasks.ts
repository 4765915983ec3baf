// Room simulator/sqs: ListMessageMoveTasks: newest first; a handle only while there is something to cancel (MOV-05).
import type { Call } from "../../wire/index.ts";
import { action, answered } from "../action.ts";
import { invalidValue, missingParameter } from "../errors.ts";
import { isActive, noSuchSource, taskHandle, tasksOf } from "../move-task.ts";
import type { MoveTask } from "../state.ts";

const RESULT = {
  TaskHandle: "string",
  Status: "string",
  SourceArn: "string",
  DestinationArn: "string",
  MaxNumberOfMessagesPerSecond: "integer",
  ApproximateNumberOfMessagesMoved: "integer",
  ApproximateNumberOfMessagesToMove: "integer",
  FailureReason: "string",
  StartedTimestamp: "integer",
} as const;

const MOST = 10;

export const listMessageMoveTasks = action({
  name: "ListMessageMoveTasks",
  input: { SourceArn: "string", MaxResults: "integer" },
  output: { Results: { list: { members: RESULT }, flat: "ListMessageMoveTasksResultEntry" } },
  decide(state, { SourceArn, MaxResults: most = 1 }, call) {
    if (SourceArn === undefined) throw missingParameter("SourceArn");
    if (most < 1 || most > MOST)
      throw invalidValue(most, "MaxResults", "Value for parameter MaxResults must be between 1 and 10.");
    if (!state.queues.has(SourceArn)) throw noSuchSource();
    const newest = tasksOf(state, SourceArn).toReversed().slice(0, most);
    return answered({ Results: newest.map((task) => resultOf(task, call)) });
  },
});

function resultOf(task: MoveTask, { epochMs }: Call) {
  return {
    ...(isActive(task) ? { TaskHandle: taskHandle(task.taskId, task.sourceArn) } : {}),
    Status: task.status,
    SourceArn: task.sourceArn,
    ...(task.destinationArn === undefined ? {} : { DestinationArn: task.destinationArn }),
    ...(task.perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.reason === undefined ? {} : { FailureReason: task.reason }),
    StartedTimestamp: epochMs + Math.floor(task.startedMs),
  };
}
