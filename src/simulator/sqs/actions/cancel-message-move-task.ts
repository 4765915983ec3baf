// Room simulator/sqs: CancelMessageMoveTask: what was moved stays moved (MOV-06).
import { action } from "../action.ts";
import { invalidParameter, missingParameter, noSuchResource } from "../errors.ts";
import { noSuchSource, readTaskHandle } from "../move-task.ts";

export const cancelMessageMoveTask = action({
  name: "CancelMessageMoveTask",
  input: { TaskHandle: "string" },
  output: { ApproximateNumberOfMessagesMoved: "integer" },
  decide(state, { TaskHandle }, call) {
    if (TaskHandle === undefined) throw missingParameter("TaskHandle");
    const { taskId, sourceArn: queueArn } = readTaskHandle(TaskHandle);
    if (!state.queues.has(queueArn)) throw noSuchSource();
    const task = state.moveTasks.get(taskId);
    if (task?.sourceArn !== queueArn) throw noSuchResource("Task does not exist.");
    if (task.status !== "RUNNING") throw invalidParameter("Only active tasks can be cancelled.");
    return {
      events: [{ kind: "sqs.move-cancelling", queueArn, atMs: call.nowMs, taskId }],
      answer: { ApproximateNumberOfMessagesMoved: task.moved },
    };
  },
});
