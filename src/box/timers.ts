// Room box: setTimeout and its kin on the clock of whoever calls. A timer is foreground until it is unref'ed.
import { AsyncResource } from "node:async_hooks";
import { promisify } from "node:util";
import type { Actor, ActorTimer } from "./actor.ts";
import type { Timer } from "./clock.ts";
import { actorHere } from "./here.ts";

type Callback = (...args: unknown[]) => void;

const byId = new Map<number, VirtualTimeout>();
let ids = 0;

/** What setTimeout and setInterval return. */
class VirtualTimeout implements ActorTimer {
  readonly #actor: Actor;
  readonly #run: () => void;
  readonly #delayMs: number;
  readonly #repeats: boolean;
  #timer: Timer | undefined;
  #dueMs = 0;
  #isForeground = true;
  #id: number | undefined;

  constructor(callback: Callback, delayMs: number, args: readonly unknown[], repeats: boolean) {
    this.#actor = actorHere();
    const resource = new AsyncResource("VirtualTimeout");
    this.#run = () => resource.runInAsyncScope(callback, undefined, ...args);
    this.#delayMs = delayMs;
    this.#repeats = repeats;
    this.#arm();
  }

  #arm(): void {
    if (!this.#actor.isAlive) return;
    this.#dueMs = this.#actor.clock.nowMs() + this.#delayMs;
    this.#actor.timers.add(this);
    if (!this.#actor.isFrozen) this.resume();
  }

  resume(): void {
    const actor = this.#actor;
    const spec = { actor: actor.name, foreground: this.#isForeground, what: `a timer of ${actor.name}` };
    this.#timer = actor.clock.after(this.#dueMs - actor.clock.nowMs(), spec, () => {
      this.#timer = undefined;
      actor.timers.delete(this);
      if (this.#repeats) this.#arm();
      actor.deliver(this.#run);
    });
  }

  suspend(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  close(): this {
    this.#actor.timers.delete(this);
    this.suspend();
    if (this.#id !== undefined) byId.delete(this.#id);
    return this;
  }

  refresh(): this {
    this.close();
    this.#arm();
    return this;
  }

  ref(): this {
    this.#isForeground = true;
    return this;
  }

  /** What it may still do counts as background from its next arming on; a pending one is armed anew. */
  unref(): this {
    if (!this.#isForeground) return this;
    this.#isForeground = false;
    return this.#actor.timers.has(this) ? this.refresh() : this;
  }

  hasRef(): boolean {
    return this.#isForeground;
  }

  [Symbol.toPrimitive](): number {
    this.#id ??= ++ids;
    byId.set(this.#id, this);
    return this.#id;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Node's own rule: a delay under 1 ms, or none, is 1 ms. */
function timeoutMs(delay: unknown): number {
  const ms = Number(delay);
  return ms >= 1 ? Math.trunc(Math.min(ms, 2_147_483_647)) : 1;
}

function setTimeoutHere(callback: Callback, delay?: unknown, ...args: unknown[]): VirtualTimeout {
  return new VirtualTimeout(callback, timeoutMs(delay), args, false);
}

function setIntervalHere(callback: Callback, delay?: unknown, ...args: unknown[]): VirtualTimeout {
  return new VirtualTimeout(callback, timeoutMs(delay), args, true);
}

function setImmediateHere(callback: Callback, ...args: unknown[]): VirtualTimeout {
  return new VirtualTimeout(callback, 0, args, false);
}

function clearHere(timer: unknown): void {
  if (timer instanceof VirtualTimeout) timer.close();
  else if (typeof timer === "number" || typeof timer === "string") byId.get(Number(timer))?.close();
}

interface SleepOptions {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

/** timers/promises: setTimeout(ms, value, { signal, ref }). */
function sleep<T>(delay?: unknown, value?: T, options: SleepOptions = {}): Promise<T> {
  return sleepFor(timeoutMs(delay), value as T, options);
}

function sleepFor<T>(delayMs: number, value: T, { signal, ref = true }: SleepOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      timer.close();
      reject(
        new DOMException("The operation was aborted", { name: "AbortError", cause: signal?.reason } as never),
      );
    };
    const timer = new VirtualTimeout(
      () => {
        signal?.removeEventListener("abort", abort);
        resolve(value);
      },
      delayMs,
      [],
      false,
    );
    if (!ref) timer.unref();
    if (signal?.aborted === true) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}

async function* ticks<T>(delay?: unknown, value?: T, options: SleepOptions = {}): AsyncGenerator<T> {
  for (;;) yield await sleep(delay, value as T, options);
}

/** AbortSignal.timeout: background, as Node's own is. */
function timeoutSignal(delayMs: number): AbortSignal {
  const controller = new AbortController();
  setTimeoutHere(() => {
    controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
  }, delayMs).unref();
  return controller.signal;
}

export const virtualTimers = {
  setTimeout: Object.assign(setTimeoutHere, { [promisify.custom]: sleep }),
  setInterval: setIntervalHere,
  setImmediate: Object.assign(setImmediateHere, {
    [promisify.custom]: (value?: unknown) => sleepFor(0, value, {}),
  }),
  clearTimeout: clearHere,
  clearInterval: clearHere,
  clearImmediate: clearHere,
};

export const virtualTimersPromises = {
  setTimeout: sleep,
  setImmediate: <T>(value?: T, options: SleepOptions = {}) => sleepFor(0, value as T, options),
  setInterval: ticks,
  scheduler: {
    wait: (delay: number, options: SleepOptions = {}) => sleep(delay, undefined, options),
    yield: () => sleepFor(0, undefined, {}),
  },
};

export { timeoutSignal };
