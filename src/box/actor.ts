// Room box: an actor: one program in the box, known to everything it calls by an async identity. It has its own environment, random
// stream and timers; killed, it does nothing more, as after SIGKILL.
import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import type { Clock, Timer } from "./clock.ts";
import { keyed } from "./keyed.ts";

export interface ActorOptions {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly seed: string;
  /** What it prints. */
  readonly print: (text: string) => void;
}

/** How an actor ended. */
export type ActorEnd =
  | { readonly kind: "killed" }
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "failed"; readonly error: unknown };

export class Actor {
  readonly name: string;
  readonly env: Record<string, string>;
  readonly clock: Clock;
  readonly print: (text: string) => void;
  /** Signals and the like that its code listens for. */
  readonly events = new EventEmitter();
  /** Never says a word; ends when the actor does. */
  readonly stdin: Readable = new PassThrough();
  readonly ended: Promise<ActorEnd>;
  /** Aborted when it ends: whoever works for it elsewhere learns that the caller is gone. */
  readonly gone = new AbortController();
  readonly timers = new Set<Timer>();
  readonly random: () => number;
  /** Reads of the clock: a loop that waits for time to pass must end. */
  clockReads = 0;
  #end: (end: ActorEnd) => void;
  #isFrozen = false;
  #parked: (() => void)[] = [];

  constructor({ name, env, clock, seed, print }: ActorOptions) {
    this.name = name;
    this.env = { ...env };
    this.clock = clock;
    this.print = print;
    this.random = streamOf(keyed(seed, "actor", name));
    const { promise, resolve } = Promise.withResolvers<ActorEnd>();
    this.ended = promise;
    this.#end = resolve;
  }

  get isAlive(): boolean {
    return !this.gone.signal.aborted;
  }

  /** Ends it: its timers never fire, and what it waits for never comes. */
  end(how: ActorEnd): void {
    if (!this.isAlive) return;
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
    this.gone.abort(how);
    this.#end(how);
  }

  /** Between two invocations of a Lambda environment: timers that fall due wait. */
  freeze(): void {
    this.#isFrozen = true;
  }

  thaw(): void {
    this.#isFrozen = false;
    for (const run of this.#parked.splice(0)) run();
  }

  /** Runs now, at the next thaw, or never. */
  deliver(run: () => void): void {
    if (!this.isAlive) return;
    if (this.#isFrozen) this.#parked.push(run);
    else run();
  }
}

const identity = new AsyncLocalStorage<Actor>();

/** The actor whose code is running; undefined in code that belongs to none. */
export function currentActor(): Actor | undefined {
  return identity.getStore();
}

/** Runs code as an actor. */
export function runAs<T>(actor: Actor, work: () => T): T {
  return identity.run(actor, work);
}

/** mulberry32: fast, and good enough for jitter; decisions of weather use `keyed`. */
function streamOf(start: number): () => number {
  let state = Math.floor(start * 2 ** 32);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
