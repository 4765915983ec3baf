// Room journal: the one clock of a journal: monotonic milliseconds since it was opened, never the wall clock.

export interface Clock {
  /** Whole milliseconds since the journal was opened; never goes back. */
  nowMs(): number;
}

/** A clock on the process's monotonic timer. */
export function monotonicClock(): Clock {
  const startMs = performance.now();
  return { nowMs: () => Math.round(performance.now() - startMs) };
}
