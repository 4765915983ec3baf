// Room box: an actor: one program in the box, known to everything it calls by an async identity. It has its own environment, random
// stream and timers; killed, it does nothing more, as after SIGKILL.
import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import type { Clock, Timer } from "./clock.ts";
import { ActorExit } from "./errors.ts";
import { keyed } from "./keyed.ts";

/** A timer of an actor's, which waits with it while it is frozen. */
export interface ActorTimer {
  hasRef(): boolean;
  /** Takes it off the clock; its moment stays. */
  suspend(): void;
  /** Puts it on the clock again, at once where its moment has passed. */
  resume(): void;
}

/** How a line was printed: the name of the console's method. */
export type Level = "log" | "info" | "warn" | "error" | "debug";

export interface ActorOptions {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly seed: string;
  /** What it prints. */
  readonly print: (text: string, level?: Level) => void;
}

/** Who wants to know when nothing is left to do, and the look that is planned. */
interface Quiet {
  readonly tell: () => void;
  look: Timer | undefined;
}

/** How an actor ended. */
export type ActorEnd =
  | { readonly kind: "killed" }
  | { readonly kind: "exited"; readonly code: number }
  /** It sent itself a signal. */
  | { readonly kind: "signalled"; readonly signal: string }
  | { readonly kind: "failed"; readonly error: unknown; readonly isRejection?: boolean };

export class Actor {
  readonly name: string;
  readonly env: Record<string, string>;
  readonly clock: Clock;
  readonly print: (text: string, level?: Level) => void;
  /** Files that it alone sees, by absolute path. */
  files: ReadonlyMap<string, Uint8Array> | undefined;
  /** The folder that it works in, where that is not the machine's. */
  cwd: string | undefined;
  /** Signals and the like that its code listens for. */
  readonly events = new EventEmitter();
  /** Never says a word; ends when the actor does. */
  readonly stdin: Readable = new PassThrough();
  readonly ended: Promise<ActorEnd>;
  /** Aborted when it ends: whoever works for it elsewhere learns that the caller is gone. */
  readonly gone = new AbortController();
  readonly timers = new Set<ActorTimer>();
  readonly random: () => number;
  /** Reads of the clock: a loop that waits for time to pass must end. */
  clockReads = 0;
  #end: (end: ActorEnd) => void;
  #isFrozen = false;
  #parked: (() => void)[] = [];
  /** Calls over the network that were not answered yet. */
  #calls = 0;
  #quiet: Quiet | undefined;

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
    for (const timer of this.timers) timer.suspend();
    this.timers.clear();
    this.#quiet?.look?.cancel();
    this.gone.abort(how);
    this.#end(how);
  }

  /** Its own code threw, or rejected, where nobody catches. */
  fail(error: unknown, isRejection = false): void {
    if (!(error instanceof ActorExit)) this.end({ kind: "failed", error, isRejection });
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** Between two invocations of a Lambda environment: its timers are off the clock, and answers wait. */
  freeze(): void {
    if (this.#isFrozen) return;
    this.#isFrozen = true;
    for (const timer of this.timers) timer.suspend();
  }

  thaw(): void {
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    for (const timer of this.timers) timer.resume();
    for (const run of this.#parked.splice(0)) this.deliver(run);
  }

  /** Runs now, at the next thaw, or never. */
  deliver(run: () => void): void {
    if (!this.isAlive) return;
    if (this.#isFrozen) {
      this.#parked.push(run);
      return;
    }
    try {
      run();
    } catch (error) {
      this.fail(error);
    }
    this.#lookForQuiet();
  }

  /** A call over the network begins. */
  called(): void {
    this.#calls += 1;
    this.#quiet?.look?.cancel();
  }

  /** It was answered, or given up. */
  answered(): void {
    this.#calls -= 1;
  }

  /** Tells, at most once, when nothing that it set in motion is left: its event loop is empty. Answers how to stop looking. */
  onQuiet(tell: () => void): () => void {
    const quiet: Quiet = { tell, look: undefined };
    this.#quiet = quiet;
    this.#lookForQuiet();
    return () => {
      quiet.look?.cancel();
      if (this.#quiet === quiet) this.#quiet = undefined;
    };
  }

  /** A moment later, since what just ran may go on in promises. */
  #lookForQuiet(): void {
    const quiet = this.#quiet;
    if (quiet === undefined || !this.isAlive) return;
    quiet.look?.cancel();
    const what = `a look whether ${this.name} has anything left to do`;
    quiet.look = this.clock.after(1, { actor: this.name, foreground: true, what }, () => {
      if (quiet !== this.#quiet || this.#calls > 0 || this.#parked.length > 0) return;
      if ([...this.timers].some((timer) => timer.hasRef())) return;
      this.#quiet = undefined;
      quiet.tell();
    });
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
