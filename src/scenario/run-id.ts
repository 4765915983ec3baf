// Room scenario: the names a run gives: its own id, its seed, and the prefix of every resource it makes.
import { createHash, randomBytes } from "node:crypto";
import { UsageError } from "./errors.ts";

/** Lambda allows 64 characters in a function name (CreateFunction, FunctionName); the longest logical id of a function takes 16. */
const MAX_PREFIX_LENGTH = 48;
/** `@` stands in the seeds of repeats, which can be played again by themselves. */
const SEED = /^[0-9A-Za-z_@-]{1,64}$/;

/** `20261123T074500Z-7f3a1c`: sorts by time, and its suffix marks the run's resources. */
export function newRunId(now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
  return `${stamp}-${randomBytes(3).toString("hex")}`;
}

/** `ordeal-7f3a1c-poison-parks`; a long scenario name is cut and gets a hash, so that two never meet. */
export function resourcePrefix(runId: string, folder: string): string {
  const plain = `ordeal-${runId.slice(runId.lastIndexOf("-") + 1)}-${folder.replace("@", "-")}`;
  if (plain.length <= MAX_PREFIX_LENGTH) return plain;
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 6);
  return `${plain.slice(0, MAX_PREFIX_LENGTH - 7)}-${hash}`;
}

/** The seed of a run: the one asked for, a random one when asked for `random`, else `1`. */
export function chooseSeed(asked: string | undefined): string {
  if (asked === undefined) return "1";
  if (asked === "random") return String(randomBytes(4).readUInt32BE());
  if (SEED.test(asked)) return asked;
  throw new UsageError(`--seed ${asked}: a seed is 1 to 64 letters, digits, -, _ or @, or the word random`);
}

/**
 * The seed of the n-th repeat, from 0: the same seed again would be the same world again. A number counts on, so that `--seed 12` plays
 * the sixth repeat of `--seed 7`.
 */
export function repeatSeed(seed: string, index: number): string {
  if (index === 0) return seed;
  return /^\d{1,15}$/.test(seed) ? String(Number(seed) + index) : `${seed}@${index + 1}`;
}
