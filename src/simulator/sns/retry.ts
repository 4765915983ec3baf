// Room simulator/sns: how long SNS waits before it tries a queue again after a server-side error (SNS-22; Message delivery retries, AWS
// managed endpoints; without its jitter, so that a world repeats and a wait is the longest there is).
const IMMEDIATE = 3;
const PRE_BACKOFF = 2;
const PRE_BACKOFF_MS = 1_000;
const BACKOFF = 10;
const BACKOFF_FROM_MS = 1_000;
const BACKOFF_TO_MS = 20_000;
const POST_BACKOFF = 100_000;

/** After the nth failed attempt, counted from 1; undefined when SNS gives up, after 100,015 retries and 23 days. */
export function retryAfterMs(attempt: number): number | undefined {
  if (attempt <= IMMEDIATE) return 0;
  if (attempt <= IMMEDIATE + PRE_BACKOFF) return PRE_BACKOFF_MS;
  const step = attempt - IMMEDIATE - PRE_BACKOFF - 1;
  if (step < BACKOFF) {
    const growth = (BACKOFF_TO_MS / BACKOFF_FROM_MS) ** (step / (BACKOFF - 1));
    return Math.round(BACKOFF_FROM_MS * growth);
  }
  return step < BACKOFF + POST_BACKOFF ? BACKOFF_TO_MS : undefined;
}
