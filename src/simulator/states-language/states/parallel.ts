// Room states-language, Parallel: every branch works on the same input; the outputs stand in the order of the branches (SFN-07).
import { effectiveInput } from "../data-flow.ts";
import { currentOf, emit, note, soon, type Step } from "../step.ts";

export async function parallel(step: Step, id: string): Promise<void> {
  const { state } = currentOf(step, id);
  const input = await effectiveInput(step, id);
  note(step, id, "ParallelStateStarted");
  const items = state.machines.map(() => input);
  emit(step, {
    kind: "fanned",
    thread: id,
    fan: { kind: "Parallel", items, outcomes: [], started: 0, running: 0, failed: 0, limit: items.length },
  });
  soon(step, { do: "launch", thread: id });
}
