// Room cli: what RUN means on the command line: a path, a run's id, or `latest`.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../scenario/errors.ts";
import { didYouMean } from "../scenario/nearest.ts";

const RUNS = path.join("reports", "runs");

/** The path that RUN stands for. */
export function placeOf(run: string): string {
  if (existsSync(run)) return run;
  const ids = existsSync(RUNS) ? readdirSync(RUNS).toSorted() : [];
  const id = run === "latest" ? ids.at(-1) : ids.find((one) => one === run);
  if (id !== undefined) return path.join(RUNS, id);
  throw new UsageError(
    `there is no run ${run}: give a path, an id of ${RUNS}, or latest.${didYouMean(run, ids)}`,
  );
}
