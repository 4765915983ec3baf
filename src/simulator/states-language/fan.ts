// Room states-language: branches and items: how many run at once, what came of each, and when their state is done.
import { type Fan, type Outcome, parentOf, ROOT, type Thread, withOutcome } from "./execution.ts";
import { marksOf } from "./fail.ts";
import { abortBelow, endRoot, errorDetails, iterationDetails } from "./flow.ts";
import { details } from "./history.ts";
import { itemInput } from "./item-input.ts";
import type { JsonObject } from "./json.ts";
import { currentOf, emit, later, line, note, soon, type Step, threadOf } from "./step.ts";
import { launchChildren } from "./map-run.ts";

/** Starts branches or items up to the limit; a fan without any is done at once. */
export async function launch(step: Step, id: string): Promise<void> {
  const { fan } = currentOf(step, id);
  if (fan === undefined) return;
  if (fan.kind === "MapRun") return launchChildren(step, id);
  await launchThreads(step, id, fan);
  if (fan.items.length === 0) complete(step, id);
}

async function launchThreads(step: Step, id: string, first: Fan): Promise<void> {
  for (let fan = first; fan.started < fan.items.length && fan.running < fan.limit;) {
    const index = fan.started;
    const thread = await threadFor(step, id, fan, index);
    fan = { ...fan, started: index + 1, running: fan.running + 1 };
    emit(step, { kind: "fanned", thread: id, fan });
    const own = details("mapIterationStarted", { name: currentOf(step, id).state.name, index });
    const history = fan.kind === "Map" ? line(step, id, "MapIterationStarted", own) : undefined;
    emit(step, { kind: "threadBegan", thread, ...(history === undefined ? {} : { history }) });
    later(step, { do: "enter", thread: thread.id });
  }
}

async function threadFor(step: Step, id: string, fan: Fan, index: number): Promise<Thread> {
  const parent = threadOf(step, id);
  const { state } = currentOf(step, id);
  const value = fan.items[index] ?? null;
  const isMap = fan.kind === "Map";
  const machine = state.machines[isMap ? 0 : index];
  if (machine === undefined) throw new Error(`${state.name} has no machine for branch ${index}`);
  const item: JsonObject | undefined = isMap ? { Index: index, Value: value } : parent.item;
  const input = isMap ? await itemInput(step, id, index, value) : value;
  return {
    id: `${id}.${index}`,
    index,
    machine,
    variables: parent.variables,
    lastEventId: parent.lastEventId,
    input,
    next: machine.startAt,
    ...(item === undefined ? {} : { item }),
  };
}

/** A thread is over: the root ends the execution, any other tells the state it belongs to. */
export function end(step: Step, id: string, outcome: Outcome): void {
  const parent = parentOf(id);
  if (id === ROOT || parent === undefined) return endRoot(step, outcome);
  const fan = currentOf(step, parent).fan;
  if (fan === undefined) return;
  const succeeded = "output" in outcome;
  const what = succeeded ? "Succeeded" : "Failed";
  const history =
    fan.kind === "Map" ? line(step, id, `MapIteration${what}`, iterationDetails(step, id, what)) : undefined;
  emit(step, { kind: "threadEnded", thread: id, ...(history === undefined ? {} : { history }) });
  if (!succeeded) return failFan(step, parent, outcome);
  settle(step, parent, Number(id.slice(parent.length + 1)), outcome);
}

function failFan(step: Step, id: string, outcome: Outcome): void {
  abortBelow(step, id);
  emit(step, { kind: "fanned", thread: id, fan: undefined });
  const own = { ...errorDetails(outcome.error, outcome.cause), ...marksOf(outcome) };
  soon(step, { do: "fail", thread: id, failure: { ...own, introduced: false, evaluation: false } });
}

/** Keeps one outcome; goes on with the next item, or with the state once all are in. */
function settle(step: Step, id: string, index: number, outcome: Outcome): void {
  const { fan } = currentOf(step, id);
  if (fan === undefined) return;
  const next = { ...fan, running: fan.running - 1, outcomes: withOutcome(fan, index, outcome) };
  emit(step, { kind: "fanned", thread: id, fan: next });
  if (next.started < next.items.length) soon(step, { do: "launch", thread: id });
  else if (next.running === 0) complete(step, id);
}

function complete(step: Step, id: string): void {
  const { fan, state } = currentOf(step, id);
  if (fan?.kind === "MapRun") return;
  const result = (fan?.outcomes ?? []).map((one) => one?.output ?? null);
  emit(step, { kind: "fanned", thread: id, fan: undefined });
  note(step, id, `${state.type}StateSucceeded`);
  soon(step, { do: "finish", thread: id, result });
}
