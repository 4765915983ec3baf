// Room box: what keeps time in a world. Everything that happens later goes through `after`; nothing else in box or simulator may
// read a clock or set a timer. Virtual, manual and real time are three implementations of this one interface.

/** Whose timer it is, and whether the world is drained while it is still set. */
export interface TimerSpec {
  /** Ties at one instant are seeded between actors and first-in-first-out within one. */
  readonly actor: string;
  /** Foreground: delivery, retry, visibility, handler, wait, workflow. Background: schedule, alarm, retention, TTL, idle poll. */
  readonly foreground: boolean;
  /** For messages and traces: "visibility of m-3 in OrdersQueue". */
  readonly what: string;
}

export interface Timer {
  readonly dueMs: number;
  /** Nothing happens when it already ran. */
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970 at the world's zero. */
  readonly epochMs: number;
  /** Milliseconds since the world's zero; never goes back. */
  nowMs(): number;
  /** Runs `run` after `delayMs` (at least 0); in virtual time nothing else of the world runs at the same moment. */
  after(delayMs: number, spec: TimerSpec, run: () => void): Timer;
}
