// Room simulator/sqs: move tasks at work: one message a step, at the task's pace (MOV-04).
import type { SqsEvent } from "./events.ts";
import { isActive, paceMs, step } from "./move-task.ts";
import { type SqsPorts, wholeMs } from "./ports.ts";
import type { SqsState } from "./state.ts";

/** What starts the moving: called with every event that was recorded. */
export function createMoving(
  { clock }: SqsPorts,
  state: SqsState,
  record: (event: SqsEvent) => void,
): (event: SqsEvent) => void {
  const plan = (taskId: string): void => {
    const task = state.moveTasks.get(taskId);
    if (task === undefined || !isActive(task)) return;
    const spec = { actor: "sqs", foreground: true, what: `move task ${taskId} of ${task.sourceArn}` };
    clock.after(paceMs(task), spec, () => advance(taskId));
  };
  const advance = (taskId: string): void => {
    const task = state.moveTasks.get(taskId);
    if (task === undefined) return;
    for (const event of step(state, task, wholeMs(clock))) record(event);
    if (state.queues.has(task.sourceArn)) plan(taskId);
  };
  return (event) => {
    if (event.kind === "sqs.move-started") plan(event.taskId);
  };
}
