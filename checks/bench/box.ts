// Benchmark: whole orders a second in one box, on one core, journaled and judged. `box`: published, fanned out by filter, received,
// reserved, sent on, charged, shipped, deleted, every call by the real SDK. `functions`: published, filtered, queued, mapped to a
// function that calls the provider's function and writes in one transaction; by the real SDK, and by a publisher and handlers that
// speak to the wire themselves. A rate is orders by the CPU time of the box's thread, from the first order sent until nothing is left
// to happen: making the world, putting the system up and loading its programs are told apart. Where the time goes is read from a CPU
// profile of one more round.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openBoxes } from "../../src/box/open-box.ts";
import { codeOf } from "../../src/scenario/code.ts";
import { loadScenario } from "../../src/scenario/find.ts";
import { chooseSystem, templateFor } from "../../src/scenario/system.ts";
import type { Asked, Profiled, Spent } from "./box-job.ts";

const ORDERS = 1_000;
/** Each with a world and a seed of its own. V8 goes on compiling what a thread does often until about the third. */
const WARM_ROUNDS = 3;
const ROUNDS = 3;
const JOB = new URL("box-job.ts", import.meta.url).href;

export const benchBox = (): Promise<void> => bench({ scenario: "thousand-orders", variant: undefined }, 600);

export async function benchFunctions(): Promise<void> {
  console.log("with the SDK:");
  await bench({ scenario: "thousand-functions", variant: undefined }, 300);
  console.log("on the wire:");
  await bench({ scenario: "thousand-functions", variant: "on-the-wire" }, 2_000);
}

const rate = (ms: number): number => Math.round((ORDERS * 1000) / ms);

function told({ orders, whole }: Profiled): string {
  const both = ({ cpuMs, wallMs }: Spent): string => `${rate(cpuMs)} (by the wall clock ${rate(wallMs)})`;
  return `orders a second ${both(orders)}, with the world made and taken down ${both(whole)}`;
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
    const answer = played as Profiled; // what the job answers
    console.log(`  round ${round}: ${lines} lines; ${told(answer)}`);
    return answer;
  };
  try {
    for (let round = 1; round <= WARM_ROUNDS; round += 1) await play(round, false);
    const rates: number[] = [];
    for (let round = WARM_ROUNDS + 1; round <= WARM_ROUNDS + ROUNDS; round += 1)
      rates.push(rate((await play(round, false)).orders.cpuMs));
    console.log(`whole orders a second of one core: ${rates.join(", ")} (aim ${aim})`);
    const { shares } = await play(WARM_ROUNDS + ROUNDS + 1, true);
    console.log(
      `share of the time: ${shares.map(([what, share]) => `${what} ${Math.round(share * 100)} %`).join(", ")}`,
    );
  } finally {
    rmSync(work, { recursive: true });
  }
}
