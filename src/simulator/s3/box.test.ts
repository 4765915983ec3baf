// Room simulator/s3, tests: the SDK inside a box: bodies that it hands over as streams are collected without leaving virtual time.
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { openBoxes } from "../../box/open-box.ts";

const boxes = openBoxes(1);
afterAll(() => boxes.close());

it("puts and gets text, bytes and streams, at the same virtual times each run", async () => {
  const args = { file: fileURLToPath(new URL("box-program.fixture.ts", import.meta.url)) };
  const module = new URL("box.fixture.ts", import.meta.url).href;
  const run = () => boxes.run({ module, export: "runProgram", args, seed: "1" }, { hungMs: 10_000 });
  const seen = await run();
  // A call takes a millisecond each way.
  expect(seen).toBe(
    ["6 text 5 2cf24dba", "10 bytes 5 2cf24dba", "14 stream 100000 934b100f", "16 bytes stream text"].join(
      "\n",
    ),
  );
  expect(await run()).toBe(seen);
});
