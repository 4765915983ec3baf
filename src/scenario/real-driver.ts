// Room scenario: plays scenarios on a target that is up, in real time.
import { leaseTags } from "../provision/lease.ts";
import { sweepKilledRuns } from "../provision/sweep.ts";
import type { StartedTarget } from "../target/start.ts";
import { directClients, probeTarget } from "./probe-target.ts";
import type { Driver } from "./driver.ts";
import { play } from "./play.ts";
import { realVenue } from "./real-venue.ts";
import { resourcePrefix } from "./run-id.ts";

/** Each scenario has four child processes that mostly wait; more than this side by side starve two cores. */
const DEFAULT_JOBS = 12;
/** Four functions a scenario, each in containers that start in a second on a core of their own. */
const JOBS_WITH_FUNCTIONS = 4;

/** A driver of a target that is up; stopping it stops the target. */
export function openRealDriver(target: StartedTarget): Driver {
  const venue = realVenue(target);
  return {
    info: target.info,
    jobs: DEFAULT_JOBS,
    jobsWithFunctions: JOBS_WITH_FUNCTIONS,
    prefixOf: resourcePrefix,
    tagsOf: (run, kept) => leaseTags(run, { kept }),
    sweep: (runs) => sweep(target, runs),
    probe: ({ loaded, ...run }) => probeTarget(target, loaded, run),
    play: (request) => play({ ...request, venue }),
    stop: () => target.stop(),
  };
}

async function sweep(target: StartedTarget, runs: string): Promise<readonly string[]> {
  const clients = directClients(target);
  try {
    const { deleted, left } = await sweepKilledRuns(runs, target.endpoint, clients);
    return [
      ...(deleted.length > 0
        ? [`deleted ${deleted.length} resources that a killed run left: ${deleted.join(", ")}`]
        : []),
      ...(left.length > 0 ? [`could not delete what a killed run left: ${left.join(", ")}`] : []),
    ];
  } finally {
    clients.destroy();
  }
}
