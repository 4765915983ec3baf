// Benchmark: whole orders a second in one box, on one core, journaled and judged. `box`: published, fanned out by filter, received,
// reserved, sent on, charged, shipped, deleted, every call by the real SDK. `functions`: published, filtered, queued, mapped to a
// function that calls the provider's function and writes in one transaction; by the real SDK, and by handlers that speak to the wire
// themselves. Where the time goes is read from a CPU profile of one more round.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openBoxes } from "../../src/box/open-box.ts";
import { codeOf } from "../../src/scenario/code.ts";
import { loadScenario } from "../../src/scenario/find.ts";
import { chooseSystem, templateFor } from "../../src/scenario/system.ts";
import type { Asked, Profiled } from "./box-job.ts";

const ORDERS = 1_000;
const ROUNDS = 3;
const JOB = new URL("box-job.ts", import.meta.url).href;

export const benchBox = (): Promise<void> => bench({ scenario: "thousand-orders", variant: undefined }, 600);

export async function benchFunctions(): Promise<void> {
  console.log("with the SDK:");
  await bench({ scenario: "thousand-functions", variant: undefined }, 300);
  console.log("on the wire:");
  await bench({ scenario: "thousand-functions", variant: "on-the-wire" }, 2_000);
}

type What = Pick<Asked, "scenario" | "variant">;

/** The functions' code is bundled before, as a run does. */
async function codeFor({ scenario, variant }: What) {
  const file = path.resolve("fixtures/bench", `${scenario}.ts`);
  const loaded = await loadScenario({ name: scenario, family: "bench", file });
  const system = chooseSystem(variant === undefined ? undefined : `variant:${variant}`, "fixtures/bench");
  const spec = loaded.scenario.system;
  return codeOf(templateFor(system, spec), system, spec);
}

async function bench(asked: What, aim: number): Promise<void> {
  const work = mkdtempSync(path.join(os.tmpdir(), "ordeal-bench-"));
  const code = await codeFor(asked);
  await using boxes = openBoxes(1);
  const play = async (round: number, profile: boolean): Promise<Profiled> => {
    const folder = path.join(work, String(round));
    const seed = `bench ${round}`;
    const played = await boxes.run({
      module: JOB,
      export: "playProfiled",
      args: { ...asked, code, folder, seed, profile },
      seed,
    });
    const lines = readFileSync(path.join(folder, "journal.ndjson"), "utf8").split("\n").length;
    console.log(`  round ${round}: ${lines} lines`);
    return played as Profiled; // what the job answers
  };
  try {
    await play(0, false); // loads the SDK
    const rates: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { ms } = await play(round, false);
      rates.push(Math.round((ORDERS * 1000) / ms));
    }
    console.log(`whole orders a second on one core: ${rates.join(", ")} (aim ${aim})`);
    const { shares } = await play(ROUNDS + 1, true);
    console.log(
      `share of the time: ${shares.map(([what, share]) => `${what} ${Math.round(share * 100)} %`).join(", ")}`,
    );
  } finally {
    rmSync(work, { recursive: true });
  }
}
