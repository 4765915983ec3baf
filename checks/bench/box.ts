// Benchmark: whole orders a second in one box, on one core: published, fanned out by filter, received, reserved, sent on, charged,
// shipped, deleted, journaled and judged, every call by the real SDK. Where the time goes is read from a CPU profile of one more round.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openBoxes } from "../../src/box/open-box.ts";
import type { Profiled } from "./box-job.ts";

const ORDERS = 1_000;
const ROUNDS = 3;
const JOB = new URL("box-job.ts", import.meta.url).href;

export async function benchBox(): Promise<void> {
  const work = mkdtempSync(path.join(os.tmpdir(), "ordeal-bench-"));
  await using boxes = openBoxes(1);
  const play = async (round: number, profile: boolean): Promise<Profiled> => {
    const folder = path.join(work, String(round));
    const seed = `bench ${round}`;
    const played = await boxes.run({
      module: JOB,
      export: "playProfiled",
      args: { folder, seed, profile },
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
    console.log(`whole orders a second on one core: ${rates.join(", ")} (aim 600)`);
    const { shares } = await play(ROUNDS + 1, true);
    console.log(
      `share of the time: ${shares.map(([what, share]) => `${what} ${Math.round(share * 100)} %`).join(", ")}`,
    );
  } finally {
    rmSync(work, { recursive: true });
  }
}
