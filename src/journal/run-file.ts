// Room journal: run.json: all that depends on the wall clock or the machine (CONTRACTS 2). Written before the first scenario,
// replaced once by rename at the end; a run without endedAt did not end.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { JournalError } from "./errors.ts";
import { validatorOf } from "./schema.ts";

export interface RunFile {
  readonly format: 1;
  readonly run: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly host: {
    readonly os: string;
    readonly arch: string;
    readonly cpus: number;
    readonly memoryBytes: number;
  };
  readonly versions: { readonly [name: string]: string };
  readonly git?: { readonly sha: string; readonly dirty: boolean };
  readonly target: {
    readonly kind: string;
    readonly name: string;
    readonly version?: string;
    readonly endpoint?: string;
    readonly region: string;
    readonly account?: string;
    readonly aws: boolean;
  };
  readonly seed: string;
  readonly scenarios: readonly string[];
  readonly skipped: readonly { readonly name: string; readonly needs: string; readonly evidence: string }[];
  readonly durationsMs?: { readonly [scenario: string]: number };
  readonly exitCode?: number;
  /** Its system was left standing on purpose: by `up` or `run --keep`. */
  readonly kept?: boolean;
}

const NAME = "run.json";
const RUN_FORMAT = 1;

/** Writes run.json whole: a reader sees the old one or the new one. */
export function writeRunFile(runDir: string, run: RunFile): void {
  const file = path.join(runDir, NAME);
  writeFileSync(`${file}.new`, `${JSON.stringify(run, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** Whether a folder is a run's. */
export function hasRunFile(runDir: string): boolean {
  return existsSync(path.join(runDir, NAME));
}

/** Reads and checks run.json; a newer format or a broken file is a JournalError. */
export function readRunFile(runDir: string): RunFile {
  const file = path.join(runDir, NAME);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new JournalError(file, 0, `cannot be read: ${error instanceof Error ? error.message : ""}`, {
      cause: error,
    });
  }
  const format = typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
  // Before anything else of it: what a newer format holds is not for us to say.
  if (typeof format === "number" && format > RUN_FORMAT)
    throw new JournalError(
      file,
      0,
      `format ${format} is newer than ${RUN_FORMAT}, the newest this Ordeal reads: update it`,
    );
  const checked = validatorOf<RunFile>("run")(value);
  if (!checked.valid)
    throw new JournalError(file, 0, `is not a run.json of format 1: ${checked.problems.join("; ")}`);
  return checked.value;
}
