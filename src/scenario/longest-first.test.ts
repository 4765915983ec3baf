// Room scenario: the order in which scenarios are begun.
import { expect, test } from "vitest";
import { longestFirst } from "./longest-first.ts";

test("what took longest is begun first, what was never played before all, and equals stay as they are", () => {
  const jobs = ["short", "long", "new", "twin", "long@2"].map((folder) => ({ folder }));

  const order = longestFirst(jobs, { short: 5, long: 90, twin: 5 }).map(({ folder }) => folder);

  expect(order).toEqual(["new", "long@2", "long", "short", "twin"]);
});
