// Room box: time that a person moves: `serve --clock manual`, and tests of the simulator.
import type { Clock, Timer, TimerSpec } from "./clock.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** What moving time did. */
export interface Moved {
  readonly nowMs: number;
  /** Timers that ran. */
  readonly ran: number;
  readonly nextForegroundAtMs: number | undefined;
}

/** Time stands still until it is moved; what is due runs one timer at a time, each drained before the next. */
export class ManualClock implements Clock {
  readonly #clock: VirtualClock;
  readonly #held = new Set<Promise<unknown>>();
  #nowMs = 0;

  constructor(seed: string, epochMs?: number) {
    this.#clock = new VirtualClock(seed, epochMs);
  }

  get epochMs(): number {
    return this.#clock.epochMs;
  }

  nowMs(): number {
    return Math.max(this.#nowMs, this.#clock.nowMs());
  }

  after(delayMs: number, spec: TimerSpec, run: () => void): Timer {
    const sinceLastMs = this.nowMs() - this.#clock.nowMs();
    return this.#clock.after(Math.max(0, delayMs) + sinceLastMs, spec, run);
  }

  /**
   * Time is not moved on before this has settled: work that goes on in real time, in another thread. It must settle by itself, for
   * moving time waits for it without a limit.
   */
  hold(work: Promise<unknown>): void {
    const held: Promise<void> = work.catch(() => {}).then(() => void this.#held.delete(held));
    this.#held.add(held);
  }

  /** Moves time on and runs what is due until then; answers once all of it, promises included, has run. */
  async advanceBy(ms: number): Promise<Moved> {
    return this.advanceTo(this.nowMs() + ms);
  }

  async advanceTo(toMs: number): Promise<Moved> {
    const ran = await this.#runWhile((nextMs) => nextMs <= toMs);
    this.#nowMs = Math.max(this.#nowMs, toMs);
    return this.#moved(ran);
  }

  /** Until nothing in the foreground is left. */
  async untilIdle(): Promise<Moved> {
    const ran = await this.#runWhile(() => this.#clock.foreground > 0);
    return this.#moved(ran);
  }

  async #runWhile(goesOn: (nextMs: number) => boolean): Promise<number> {
    for (let ran = 0; ; ran += 1) {
      await this.#settled();
      const next = this.#clock.nextAtMs();
      if (next === undefined || !goesOn(next)) return ran;
      this.#clock.step();
      await turn();
    }
  }

  /** Once nothing is held, and what its end set off has run. */
  async #settled(): Promise<void> {
    while (this.#held.size > 0) {
      await Promise.all(this.#held);
      await turn();
    }
  }

  #moved(ran: number): Moved {
    return { nowMs: this.nowMs(), ran, nextForegroundAtMs: this.#clock.nextForegroundAtMs() };
  }
}

/** A turn of the event loop: whatever a timer set off in promises runs before the next timer. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
