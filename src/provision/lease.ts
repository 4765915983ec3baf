// Room provision: what tags say of a resource: which run made it, who may say that it is still wanted, and until when.
import os from "node:os";
import path from "node:path";
import { existsSync } from "node:fs";
import { readRunFile } from "../journal/run-file.ts";
import type { Tags } from "./loose/index.ts";
import { holderOf, isHeldElsewhere, isHolderAlive, isRunLockFree } from "./run-lock.ts";

export const RUN_TAG = "ordeal:run";
const CREATED_TAG = "ordeal:created";
const EXPIRES_TAG = "ordeal:expires";
const OWNER_TAG = "ordeal:owner";
/** The process that made it: while it lives, what it made is in use. */
const HOLDER_TAG = "ordeal:holder";
/** Left standing on purpose, by `up` or `run --keep`. */
const KEPT_TAG = "ordeal:kept";

/** Tags say when a run's resources may be swept by anyone. */
const LEASE_MS = 24 * 60 * 60 * 1000;

/** The tags of everything that a run makes. */
export function leaseTags(run: string, { kept = false } = {}): Tags {
  const now = Date.now();
  return {
    [RUN_TAG]: run,
    [CREATED_TAG]: new Date(now).toISOString(),
    [EXPIRES_TAG]: new Date(now + LEASE_MS).toISOString(),
    [OWNER_TAG]: os.userInfo().username,
    [HOLDER_TAG]: holderOf(),
    ...(kept ? { [KEPT_TAG]: "true" } : {}),
  };
}

/** Why a resource is not to be swept; undefined where nobody wants it any more. */
export function wantedBy(tags: Tags, runsDir: string, nowMs: number): string | undefined {
  const run = tags[RUN_TAG] ?? "";
  const runDir = path.join(runsDir, path.basename(run));
  const isHere = run !== "" && existsSync(runDir);
  if (isHere && !isRunLockFree(runDir)) return `run ${run} goes on`;
  const holder = tags[HOLDER_TAG];
  if (holder !== undefined && isHolderAlive(holder)) return `run ${run} goes on`;
  const until = tags[EXPIRES_TAG] ?? "";
  // A lease that cannot be read has run out.
  if (!(Date.parse(until) > nowMs)) return undefined;
  if (tags[KEPT_TAG] === "true" && !(isHere && wasKilled(runDir)))
    return `kept until ${until}: ordeal down ${run}`;
  if (isHere) return undefined;
  if (holder !== undefined && !isHeldElsewhere(holder)) return undefined;
  return `run ${run} of ${tags[OWNER_TAG] ?? "somebody"} on another machine has it until ${until}`;
}

function wasKilled(runDir: string): boolean {
  try {
    return readRunFile(runDir).endedAt === undefined;
  } catch {
    return true;
  }
}
