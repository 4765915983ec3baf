// Benchmark: the messaging system up by its stack in a fresh world each time, in one box: the CPU time of the box's thread for
// everything from the template to the last resource read back. `PROFILE=1` says where the time of as many more rounds goes.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openBoxes } from "../../src/box/open-box.ts";
import { messagingSystem } from "../../src/index.ts";
import { codeOf } from "../../src/scenario/code.ts";
import { chooseSystem, templateFor } from "../../src/scenario/system.ts";
import type { Upped } from "./stack-job.ts";

const WARM_ROUNDS = 3;
const ROUNDS = 21;
const AIM_MS = 50;
const SHOWN = 60;
const JOB = new URL("stack-job.ts", import.meta.url).href;

export async function benchStack(): Promise<void> {
  const work = mkdtempSync(path.join(os.tmpdir(), "ordeal-bench-"));
  const system = chooseSystem(undefined, "");
  const spec = messagingSystem();
  const code = await codeOf(templateFor(system, spec), system, spec);
  await using boxes = openBoxes(1);
  const up = async (round: number, profile: boolean): Promise<Upped> => {
    const args = { code, folder: path.join(work, String(round)), profile };
    return (await boxes.run({ module: JOB, export: "upInBox", args, seed: `stack ${round}` })) as Upped; // what the job answers
  };
  try {
    const first = await up(0, false); // loads the SDK
    for (let round = 1; round < WARM_ROUNDS; round += 1) await up(round, false);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push((await up(WARM_ROUNDS + round, false)).cpuMs);
    times.sort((one, other) => one - other);
    const at = (share: number) => (times[Math.floor(share * (ROUNDS - 1))] ?? 0).toFixed(1);
    console.log(
      `${first.resources} resources by CreateStack, ms of CPU in a fresh world: median ${at(0.5)}, least ${at(0)}, most ${at(1)} (aim ${AIM_MS}); the first, with loading: ${first.cpuMs.toFixed(0)}`,
    );
    if (process.env["PROFILE"] === undefined) return;
    const sums = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [what, us] of (await up(WARM_ROUNDS + ROUNDS + round, true)).hot)
        sums.set(what, (sums.get(what) ?? 0) + us);
    const total = [...sums.values()].reduce((sum, us) => sum + us, 0);
    const hottest = [...sums].toSorted((one, other) => other[1] - one[1]).slice(0, SHOWN);
    for (const [what, us] of hottest)
      console.log(`${((100 * us) / total).toFixed(1).padStart(5)} %  ${what}`);
  } finally {
    rmSync(work, { recursive: true });
  }
}
