// Room box: real time, for `serve` and load. Background timers do not keep the process alive.
import type { Clock, Timer } from "./clock.ts";

/** setTimeout takes at most this (2^31 - 1 ms, about 24.8 days); what is due later is set again when it is due. */
const MAX_TIMEOUT_MS = 2_147_483_647;

/** Opens a clock that begins now. */
export function openRealClock(): Clock {
  const epochMs = Date.now();
  const zero = performance.now();
  // Whole, as AWS's timestamps are; and a whole number needs no memory of its own in each message that keeps it.
  const nowMs = () => Math.floor(performance.now() - zero);
  return {
    epochMs,
    nowMs,
    after(delayMs, spec, run): Timer {
      const dueMs = nowMs() + Math.max(0, delayMs);
      let handle: NodeJS.Timeout | undefined;
      const arm = () => {
        const leftMs = dueMs - nowMs();
        handle = setTimeout(
          leftMs > MAX_TIMEOUT_MS ? arm : run,
          Math.min(Math.max(0, leftMs), MAX_TIMEOUT_MS),
        );
        if (!spec.foreground) handle.unref();
      };
      arm();
      return { dueMs, cancel: () => clearTimeout(handle) };
    },
  };
}
