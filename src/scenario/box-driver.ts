// Room scenario: plays scenarios in boxes, one a core, each in a world of its own that derives from seed and scenario alone: no run id,
// no time of day, no path. So the same seed writes the same journal, byte for byte.
import { availableParallelism } from "node:os";
import type { Phase } from "../journal/line.ts";
import { type Boxes, openBoxes } from "../box/open-box.ts";
import type { Ability } from "../target/probes/ability.ts";
import type { TargetInfo } from "../target/start.ts";
import { abilitiesOf, needsOf } from "./abilities.ts";
import type { PlayedInBox, PlayInBox } from "./box-jobs.ts";
import type { Driver } from "./driver.ts";
import type { Played } from "./play.ts";
import { resourcePrefix } from "./run-id.ts";

const JOBS = new URL(`box-jobs.${import.meta.url.endsWith(".js") ? "js" : "ts"}`, import.meta.url).href;

interface BoxDriverOptions {
  readonly isolate: boolean;
  /** Lent by whoever runs several times: they stay open. */
  readonly boxes?: Boxes | undefined;
}

/**
 * Boxes for one run or several, one a core: each loads the SDK once. Whoever opens them closes them. With `jobs`, so many of them are
 * opened at once.
 */
export function openBoxesForRuns({ isolate = false, jobs = 0 } = {}): Boxes {
  const boxes = openBoxes(availableParallelism(), { reuse: !isolate });
  if (!isolate) boxes.open(Math.min(availableParallelism(), jobs), JOBS);
  return boxes;
}

/** What each need was found to be, in boxes that are lent for several runs: the simulator in them stays the same. */
const found = new WeakMap<Boxes, Map<string, Ability>>();

async function tryNeeds(boxes: Boxes, needs: readonly string[]): Promise<ReadonlyMap<string, Ability>> {
  const known = found.get(boxes) ?? new Map<string, Ability>();
  found.set(boxes, known);
  const args = { needs: needs.filter((need) => !known.has(need)) };
  if (args.needs.length === 0) return known;
  const tried = await boxes.run({ module: JOBS, export: "tryNeedsInBox", args, seed: "needs" });
  for (const [need, ability] of tried as readonly (readonly [string, Ability])[]) known.set(need, ability); // the job's own type
  return known;
}

/** Opens the embedded target. Boxes start with their first job. */
export function openBoxDriver(info: TargetInfo, { isolate, boxes: lent }: BoxDriverOptions): Driver {
  const jobs = availableParallelism();
  const boxes = lent ?? openBoxes(jobs, { reuse: !isolate });
  return {
    info,
    jobs,
    jobsWithFunctions: jobs,
    prefixOf: (_run, scenario) => resourcePrefix("box", scenario),
    tagsOf: () => ({ "ordeal:run": "embedded" }),
    sweep: async () => [],
    async probe({ loaded }) {
      if (!isolate) boxes.open(Math.min(jobs, loaded.length), JOBS);
      return abilitiesOf(loaded, await tryNeeds(boxes, needsOf(loaded, true)));
    },
    play: (request) => playIn(boxes, request),
    stop: async () => {
      if (lent === undefined) await boxes.close();
    },
  };
}

async function playIn(
  boxes: Boxes,
  { loaded, signal, onPhase, ...options }: Parameters<Driver["play"]>[0],
): Promise<Played> {
  const { name, family, file } = loaded;
  const args: PlayInBox = { ...options, found: { name, family, file } };
  try {
    const played = (await boxes.run(
      { module: JOBS, export: "playInBox", args, seed: `${options.seed} ${name}` },
      { signal, onSaid: (phase) => onPhase(phase as Phase) },
    )) as PlayedInBox; // what playInBox answers
    if (played.error === undefined) return { reason: played.reason, left: played.left };
    return { ...played, error: Object.assign(new Error(played.error.message), played.error) };
  } catch (error) {
    // The box itself failed: the journal lacks its end, so the run is unknown.
    return { reason: error instanceof Error ? error.message : String(error), left: [] };
  }
}
