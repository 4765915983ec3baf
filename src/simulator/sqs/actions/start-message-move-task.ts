// Room simulator/sqs: StartMessageMoveTask: dead letters go back, or elsewhere (MOV-01..04). The moving itself is move-task.ts.
import { keyedUuid } from "../../../box/keyed.ts";
import { action } from "../action.ts";
import { invalidParameter, invalidValue, missingParameter, noSuchResource } from "../errors.ts";
import { sourcesOf } from "../find.ts";
import { MAX_MOVED_PER_SECOND } from "../limits.ts";
import { isActive, noSuchSource, taskHandle, tasksOf } from "../move-task.ts";

export const startMessageMoveTask = action({
  name: "StartMessageMoveTask",
  input: { SourceArn: "string", DestinationArn: "string", MaxNumberOfMessagesPerSecond: "integer" },
  output: { TaskHandle: "string" },
  decide(state, { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: perSecond }, call) {
    if (SourceArn === undefined) throw missingParameter("SourceArn");
    if (perSecond !== undefined && (perSecond < 1 || perSecond > MAX_MOVED_PER_SECOND))
      throw invalidValue(
        perSecond,
        "MaxNumberOfMessagesPerSecond",
        "You must enter a value that is between 1 and 500.",
      );
    const source = state.queues.get(SourceArn);
    if (source === undefined) throw noSuchSource();
    if (sourcesOf(state, SourceArn).length === 0)
      throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
    const destination = DestinationArn === undefined ? undefined : state.queues.get(DestinationArn);
    if (DestinationArn !== undefined && destination === undefined)
      throw noSuchResource("The resource that you specified for the DestinationArn parameter doesn't exist.");
    if (DestinationArn === SourceArn)
      throw invalidParameter("Source queue arn and destination queue arn cannot be the same.");
    if (destination !== undefined && destination.isFifo !== source.isFifo)
      throw invalidParameter("Source queue and destination queue must be of the same type.");
    if (tasksOf(state, SourceArn).some(isActive))
      throw invalidParameter(
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
      );
    const taskId = keyedUuid(call.seed, "sqs.move-task", SourceArn, state.moveTasks.size);
    const toMove = source.counts.ready;
    const task = { taskId, destinationArn: DestinationArn, perSecond, toMove };
    return {
      events: [{ kind: "sqs.move-started", queueArn: SourceArn, atMs: call.nowMs, ...task }],
      answer: { TaskHandle: taskHandle(taskId, SourceArn) },
    };
  },
});
