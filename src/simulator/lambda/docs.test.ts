// docs/LAMBDA.md lists what there is: an operation that is added or taken away makes the page old.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { world } from "./world.fixture.ts";

test("docs/LAMBDA.md lists each operation with its status", () => {
  const { operations } = world().simulator.lambda;
  const rows = readFileSync("docs/LAMBDA.md", "utf8").matchAll(/^\| (\w+) +\| (full|partial) +\|/gm);
  const listed = [...rows].map(([, name, status]) => `${name} ${status}`);
  const there = [...operations].map(([name, { extent = "full" }]) => `${name} ${extent}`);
  expect(listed).toEqual(there.toSorted());
});
