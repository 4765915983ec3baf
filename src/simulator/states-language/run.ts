// Room states-language: plays one execution to its end against a scripted world with virtual time. For tests, for the agreement with
// recorded AWS, and as the shape of the Step Functions service to come, which has a real world in its place.
import type { ChildRef, Command, Input } from "./commands.ts";
import { decide } from "./decide.ts";
import { type Machine, machineOf } from "./definition.ts";
import { evolve } from "./evolve.ts";
import { type Execution, type ExecutionInfo, newExecution, type StatesEvent } from "./execution.ts";
import type { HistoryEvent } from "./history.ts";
import type { Json, JsonObject } from "./json.ts";

type TaskCommand = Command & { readonly kind: "startTask" };

/** How the world answers a task: with a result or an error after a while, or not at all. */
export type TaskAnswer =
  | { readonly output: Json; readonly afterMs?: number; readonly submitted?: Json }
  | {
      readonly failed: { readonly error?: string; readonly cause?: string };
      readonly afterMs?: number;
      readonly submitted?: Json;
    }
  | { readonly timedOut: true; readonly afterMs?: number; readonly submitted?: Json }
  | { readonly refused: string }
  | { readonly silent: true; readonly submitted?: Json };

export interface ScriptedWorld {
  readonly startMs?: number;
  readonly info?: Partial<ExecutionInfo>;
  readonly task?: (command: TaskCommand) => TaskAnswer;
  readonly items?: (
    command: Command & { readonly kind: "readItems" },
  ) => Json | { readonly unreadable: string };
  /** StopExecution, as soon as the history has so many lines. */
  readonly stop?: { readonly afterEvents: number; readonly error?: string; readonly cause?: string };
  /** Answers after which the run is given up; a guard, not a limit of AWS. */
  readonly maxAnswers?: number;
}

export interface RunResult {
  readonly status: Execution["status"];
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly history: readonly HistoryEvent[];
  readonly events: readonly StatesEvent[];
  readonly endMs: number;
  readonly children: readonly RunResult[];
}

const MAX_ANSWERS = 100_000;

const INFO: ExecutionInfo = {
  executionArn: "arn:aws:states:us-east-1:111111111111:execution:machine:run",
  name: "run",
  roleArn: "arn:aws:iam::111111111111:role/states",
  stateMachineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:machine",
  stateMachineName: "machine",
  seed: "seed",
};

/**
 * Plays a definition to its end.
 *
 * @example
 * const { status } = await run({ StartAt: "A", States: { A: { Type: "Succeed" } } }, {}); // "SUCCEEDED"
 */
export function run(definition: JsonObject, input: Json, world: ScriptedWorld = {}): Promise<RunResult> {
  return runMachine(machineOf(definition), input, world);
}

async function runMachine(machine: Machine, input: Json, world: ScriptedWorld): Promise<RunResult> {
  const play = new Play(machine, world);
  await play.receive({ kind: "started", nowMs: play.nowMs, input });
  for (let next = play.agenda.next(); next !== undefined; next = play.agenda.next()) {
    await play.receive(next.input);
  }
  return play.result();
}

class Play {
  execution: Execution;
  nowMs: number;
  readonly agenda = new Agenda();
  private readonly world: ScriptedWorld;
  private readonly events: StatesEvent[] = [];
  private readonly children: RunResult[] = [];
  private answers = 0;

  constructor(machine: Machine, world: ScriptedWorld) {
    this.world = world;
    this.nowMs = world.startMs ?? 0;
    this.execution = newExecution(machine, { ...INFO, ...world.info });
  }

  async receive(input: Input): Promise<void> {
    this.answers += 1;
    if (this.answers > (this.world.maxAnswers ?? MAX_ANSWERS)) {
      return this.agenda.clear();
    }
    this.nowMs = Math.max(this.nowMs, input.nowMs);
    const { events, commands } = await decide(this.execution, input);
    this.execution = events.reduce(evolve, this.execution);
    this.events.push(...events);
    for (const command of commands) await this.carryOut(command);
    if (this.execution.status !== "RUNNING") return this.agenda.clear();
    const { afterEvents, ...stop } = this.world.stop ?? { afterEvents: Number.POSITIVE_INFINITY };
    if (this.execution.historyLength >= afterEvents)
      await this.receive({ kind: "stopped", nowMs: this.nowMs, ...stop });
  }

  result(): RunResult {
    const { status, output, error, cause } = this.execution;
    return {
      status,
      ...(output === undefined ? {} : { output }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
      history: this.events.map((event) => event.history).filter((one) => one !== undefined),
      events: this.events,
      endMs: this.nowMs,
      children: this.children,
    };
  }

  private async carryOut(command: Command): Promise<void> {
    switch (command.kind) {
      case "startTimer":
        return this.agenda.set(command.timer, {
          kind: "timerFired",
          timer: command.timer,
          nowMs: command.untilMs,
        });
      case "cancelTimer":
        return this.agenda.drop(command.timer);
      case "cancelTask":
        return this.agenda.drop(command.task);
      case "startTask":
        return this.startTask(command);
      case "readItems":
        return this.readItems(command);
      case "startChild":
        return this.startChild(command);
      case "cancelChild":
        return this.agenda.drop(childKey(command.child));
      case "writeResults":
        return undefined;
    }
  }

  private startTask(command: TaskCommand): void {
    const { task } = command;
    const answer = this.world.task?.(command) ?? { silent: true };
    if ("refused" in answer)
      return this.agenda.set(task, { kind: "taskRefused", task, cause: answer.refused, nowMs: this.nowMs });
    this.agenda.set(`${task}/scheduled`, { kind: "taskScheduled", task, nowMs: this.nowMs });
    this.agenda.set(`${task}/started`, { kind: "taskStarted", task, nowMs: this.nowMs });
    if (answer.submitted !== undefined) {
      this.agenda.set(`${task}/submitted`, {
        kind: "taskSubmitted",
        task,
        output: answer.submitted,
        nowMs: this.nowMs,
      });
    }
    if ("silent" in answer) return;
    const nowMs = this.nowMs + (answer.afterMs ?? 0);
    if ("output" in answer)
      this.agenda.set(task, { kind: "taskSucceeded", task, output: answer.output, nowMs });
    else if ("failed" in answer) this.agenda.set(task, { kind: "taskFailed", task, ...answer.failed, nowMs });
    else this.agenda.set(task, { kind: "taskTimedOut", task, nowMs });
  }

  private readItems(command: Command & { readonly kind: "readItems" }): void {
    const { task } = command;
    const content = this.world.items?.(command) ?? [];
    const isUnreadable = typeof content === "object" && content !== null && "unreadable" in content;
    const answer: Input =
      isUnreadable && typeof content.unreadable === "string"
        ? { kind: "itemsUnreadable", task, cause: content.unreadable, nowMs: this.nowMs }
        : { kind: "itemsRead", task, content: content as Json, nowMs: this.nowMs }; // the other member of the union was just ruled out
    this.agenda.set(task, answer);
  }

  private async startChild(command: Command & { readonly kind: "startChild" }): Promise<void> {
    const { child, machine, input, name } = command;
    const info = {
      ...this.world.info,
      name,
      executionArn: `${child.mapRunArn}:${name}`,
      seed: `${this.execution.info.seed}|${name}`,
    };
    const result = await runMachine(machine, input, { ...this.world, startMs: this.nowMs, info });
    this.children.push(result);
    const { error, cause, endMs: nowMs } = result;
    const failed = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    const answer: Input =
      result.status === "SUCCEEDED"
        ? { kind: "childSucceeded", child, output: result.output ?? null, nowMs }
        : { kind: "childFailed", child, ...failed, nowMs };
    this.agenda.set(childKey(child), answer);
  }
}

function childKey(child: ChildRef): string {
  return `${child.mapRunArn}#${child.index}`;
}

/** What is due, by time and then by the order it was set. */
class Agenda {
  private readonly due = new Map<string, { readonly order: number; readonly input: Input }>();
  private order = 0;

  set(key: string, input: Input): void {
    this.order += 1;
    this.due.set(key, { order: this.order, input });
  }

  drop(key: string): void {
    this.due.delete(key);
  }

  clear(): void {
    this.due.clear();
  }

  next(): { readonly input: Input } | undefined {
    let best: { key: string; order: number; input: Input } | undefined;
    for (const [key, { order, input }] of this.due) {
      const isSooner =
        best === undefined ||
        input.nowMs < best.input.nowMs ||
        (input.nowMs === best.input.nowMs && order < best.order);
      if (isSooner) best = { key, order, input };
    }
    if (best !== undefined) this.due.delete(best.key);
    return best;
  }
}
