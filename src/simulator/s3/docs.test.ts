// Room simulator/s3, tests: docs/S3.md names every operation of the five services it is about, and none that is not there.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { world } from "./world.fixture.ts";

it("docs/S3.md lists the operations there are", () => {
  const text = readFileSync(new URL("../../../docs/S3.md", import.meta.url), "utf8");
  const listed = text
    .split("\n")
    .filter((line) => /^\| [A-Z][A-Za-z0-9]+(?:, [A-Z][A-Za-z0-9]+)* +\|/.test(line))
    .flatMap((line) => (line.split("|")[1] ?? "").split(",").map((name) => name.trim()));
  const { services } = world().simulator;
  const there = services
    .filter(({ name }) => ["s3", "sts", "iam", "logs", "tagging"].includes(name))
    .flatMap(({ operations }) => [...operations.keys()]);
  expect(listed.toSorted()).toEqual(there.toSorted());
});
