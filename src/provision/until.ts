// Room provision: waits for a resource whose creation goes on after its call has answered.
import { TargetUnavailable } from "../target/errors.ts";

const POLL_MS = 100;
/** What takes seconds is looked at less and less often. */
const MAX_POLL_MS = 1_000;
/** A function's first image on an emulator takes seconds; a mapping on AWS up to a minute. */
const LIMIT_MS = 90_000;

/** A deleted resource is gone from a local target's listings at once; SQS on AWS takes up to 60 s (SQS-27). */
const GONE_LIMIT_MS = 10_000;

/** Looks until it is gone; false when it is still there at the limit, or cannot be looked for. */
export async function isGone(exists: () => Promise<boolean>): Promise<boolean> {
  const deadlineMs = performance.now() + GONE_LIMIT_MS;
  while (await exists().catch(() => true)) {
    if (performance.now() > deadlineMs) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return true;
}

/** Looks until `isSo` answers true; `what` names it in the error. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const startMs = performance.now();
  for (let waitMs = POLL_MS; !(await isSo()); waitMs = Math.min(2 * waitMs, MAX_POLL_MS)) {
    if (performance.now() - startMs > LIMIT_MS)
      throw new TargetUnavailable(`${what}: not within ${LIMIT_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** Whether a look finds it; `gone` matches the names of the errors that say it is not there. */
export async function isThere(look: () => Promise<unknown>, gone: RegExp): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    if (error instanceof Error && gone.test(error.name)) return false;
    throw error;
  }
}

/** What was asked of a member and what reads back, as a sentence; nothing where they say the same. */
export function difference(name: string, asked: unknown, got: unknown): readonly string[] {
  if (asked === undefined) return [];
  const [want, is] = [canonical(asked), canonical(got)];
  return want === is ? [] : [`${name} was set to ${want} and reads ${is ?? "nothing"}`];
}

/** JSON with sorted members, numbers and booleans as text: templates and targets write both. */
function canonical(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null) return JSON.stringify(String(value));
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
