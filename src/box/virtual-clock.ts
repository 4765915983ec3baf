// Room box: virtual time: a heap of timers, dispatched one at a time. At one instant actors take turns by chance of the seed, and one
// actor's timers run in the order in which they were set, as Node does.
import type { Clock, Timer, TimerSpec } from "./clock.ts";
import { keyed } from "./keyed.ts";

/** A world of a scenario takes some ten thousand dispatches; one that takes this many does not end. */
const MAX_DISPATCHES = 50_000_000;

/** A world that goes on for ever: its timers set each other anew without end. */
export class DispatchBudgetError extends Error {
  constructor(what: string, nowMs: number) {
    super(
      `more than ${MAX_DISPATCHES} timers ran, the last at virtual ${nowMs} ms: ${what}; does something set a timer of 0 ms for ever?`,
    );
    this.name = "DispatchBudgetError";
  }
}

interface Entry {
  readonly atMs: number;
  readonly tie: number;
  readonly order: number;
  readonly spec: TimerSpec;
  run: (() => void) | undefined;
}

/** A timer about to run: who, what, when. */
export interface Dispatch {
  readonly atMs: number;
  readonly spec: TimerSpec;
}

export class VirtualClock implements Clock {
  readonly epochMs: number;
  readonly seed: string;
  dispatched = 0;
  /** Told of each timer before it runs. */
  onDispatch: ((dispatch: Dispatch) => void) | undefined;
  #nowMs = 0;
  #order = 0;
  #foreground = 0;
  readonly #heap: Entry[] = [];
  readonly #actors = new Map<string, number>();

  constructor(seed: string, epochMs: number = Date.UTC(2026, 0, 1)) {
    this.seed = seed;
    this.epochMs = epochMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, spec: TimerSpec, run: () => void): Timer {
    const atMs = this.#nowMs + Math.max(0, delayMs);
    const entry: Entry = { atMs, tie: this.#tieOf(spec.actor, atMs), order: this.#order++, spec, run };
    this.#push(entry);
    if (spec.foreground) this.#foreground += 1;
    return { dueMs: atMs, cancel: () => this.#cancel(entry) };
  }

  /** Timers that are set and in the foreground: the world is drained when there are none. */
  get foreground(): number {
    return this.#foreground;
  }

  /** Moves time to the next timer and runs it; false when there is none. */
  step(): boolean {
    for (let entry = this.#pop(); entry !== undefined; entry = this.#pop()) {
      const { run, spec, atMs } = entry;
      if (run === undefined) continue;
      this.#nowMs = atMs;
      this.#end(entry);
      this.dispatched += 1;
      if (this.dispatched > MAX_DISPATCHES) throw new DispatchBudgetError(spec.what, atMs);
      this.onDispatch?.({ atMs, spec });
      run();
      return true;
    }
    return false;
  }

  /** When the next timer is due. */
  nextAtMs(): number | undefined {
    while (this.#heap.length > 0 && this.#heap[0]?.run === undefined) this.#pop();
    return this.#heap[0]?.atMs;
  }

  /** When the next timer of the foreground is due: a look at all of them. */
  nextForegroundAtMs(): number | undefined {
    const due = this.#heap.filter((entry) => entry.run !== undefined && entry.spec.foreground);
    return due.length === 0 ? undefined : Math.min(...due.map((entry) => entry.atMs));
  }

  #cancel(entry: Entry): void {
    if (entry.run !== undefined) this.#end(entry);
  }

  #end(entry: Entry): void {
    entry.run = undefined;
    if (entry.spec.foreground) this.#foreground -= 1;
  }

  /** Mixed from the actor's own number and the instant: a hash for each timer would cost more than the timer. */
  #tieOf(actor: string, atMs: number): number {
    let key = this.#actors.get(actor);
    if (key === undefined) {
      key = Math.floor(keyed(this.seed, "tie", actor) * 2 ** 32);
      this.#actors.set(actor, key);
    }
    const mixed = Math.imul(key ^ Math.floor(atMs * 1000), 0x9e3779b1);
    return (Math.imul(mixed ^ (mixed >>> 15), 0x85ebca77) ^ (mixed >>> 13)) >>> 0;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, entry)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const [top] = heap;
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return top;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const child = right !== undefined && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
      const lesser = child === 2 * at + 1 ? left : right;
      if (lesser === undefined || isBefore(last, lesser)) break;
      heap[at] = lesser;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  if (a.tie !== b.tie) return a.tie < b.tie;
  return a.order < b.order;
}
