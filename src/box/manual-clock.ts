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
    this.#nowMs = this.#clock.nowMs();
    return this.#moved(ran);
  }

  async #runWhile(goesOn: (nextMs: number) => boolean): Promise<number> {
    let ran = 0;
    for (
      let next = this.#clock.nextAtMs();
      next !== undefined && goesOn(next);
      next = this.#clock.nextAtMs()
    ) {
      this.#clock.step();
      ran += 1;
      // A turn of the event loop: whatever the timer set off in promises runs before the next timer.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return ran;
  }

  #moved(ran: number): Moved {
    return { nowMs: this.nowMs(), ran, nextForegroundAtMs: this.#clock.nextForegroundAtMs() };
  }
}
