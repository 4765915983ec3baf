// Room simulator/cloudformation, tests: work in the order of what waits for what, side by side where nothing waits.
import { expect, it } from "vitest";
import { runGraph } from "./graph.ts";

const waits: Readonly<Record<string, readonly string[]>> = { c: ["a", "b"], d: ["c"], e: ["elsewhere"] };
const run = async (fails: readonly string[], slow: readonly string[] = []) => {
  const story: string[] = [];
  const outcome = await runGraph(
    ["d", "c", "b", "a", "e"],
    (id) => waits[id] ?? [],
    async (id) => {
      story.push(`+${id}`);
      for (let turn = slow.includes(id) ? 3 : 1; turn > 0; turn -= 1) await Promise.resolve();
      story.push(`-${id}`);
      return !fails.includes(id);
    },
  );
  return [story.join(" "), outcome];
};

it("each after all that it waits for, the others at once", async () => {
  expect(await run([])).toEqual(["+b +a +e -b -a -e +c -c +d -d", { failed: [], left: [] }]);
});

it("after a failure what goes on ends, and nothing begins", async () => {
  expect(await run(["e"], ["a"])).toEqual(["+b +a +e -b -e -a", { failed: ["e"], left: ["d", "c"] }]);
});
