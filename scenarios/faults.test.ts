// The table hop x fault (docs/FAULTS.md): each cell is struck here, in the box, or refused by name before anything is provisioned.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { refusalOf } from "../src/faults/places.ts";
import type { PlaceKind } from "../src/faults/places.ts";
import { type FaultRule, FAULTS } from "../src/faults/rule.ts";
import { openBoxesForRuns } from "../src/scenario/box-driver.ts";
import { runScenarios } from "../src/scenario/run.ts";
import { CELLS, placesOfCells } from "../checks/fault-table.ts";

const LIMIT_MS = 60_000;
const boxes = openBoxesForRuns();
afterAll(() => boxes.close());
const cwd = path.resolve("fixtures/fault-cells");

async function runWith(scenario: string, rule: FaultRule): Promise<readonly string[]> {
  const faults = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-cell-")), "plan.json");
  writeFileSync(faults, JSON.stringify({ format: 1, rules: [rule] }));
  const options = { names: [scenario], cwd, argv: ["ordeal", "run"], faults, target: "embedded", boxes };
  const { runDir } = await runScenarios({ ...options, signal: new AbortController().signal }, () => {});
  const journal = readFileSync(path.join(runDir, "scenarios", scenario, "journal.ndjson"), "utf8");
  return [...journal.matchAll(/"kind":"(fault\.\w+|run\.ended)"/g)].map(([, kind = ""]) => kind);
}

const places = placesOfCells();
const cells = FAULTS.flatMap((fault) => CELLS.map((cell) => ({ ...cell, rule: cell.ruleOf(fault) })));
const struck = cells.filter(({ rule, kind }) => refusalOf(rule, kind, places) === undefined);
const refused = cells.filter(({ rule, kind }) => refusalOf(rule, kind, places) !== undefined);
const title = ({ rule, kind, scenario }: { rule: FaultRule; kind: PlaceKind; scenario: string }) =>
  [`${rule.fault} at ${kind}`, scenario, rule] as const;

describe("struck", () => {
  test.concurrent.each(struck.map(title))(
    "%s",
    async (_, scenario, rule) => {
      const kinds = await runWith(scenario, rule);
      expect(kinds.slice(0, 2)).toEqual(["fault.began", "fault.struck"]);
      expect(kinds.slice(-2)).toEqual(["fault.ended", "run.ended"]);
    },
    LIMIT_MS,
  );
});

describe("refused by name", () => {
  test.concurrent.each(refused.map(title))("%s", async (_, scenario, rule) => {
    await expect(runWith(scenario, rule)).rejects.toThrow(`/rules/0/fault ${rule.fault} at`);
  });
});
