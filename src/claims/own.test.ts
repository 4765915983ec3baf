// Room claims, tests: claims of one's own that misbehave are unknown, each with its reason, and harm no other claim.
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { ClaimType } from "./claim.ts";
import { judgeJournal, openJudge } from "./judge.ts";
import { framed, send } from "./ruling.fixture.ts";
import { parseLine } from "../journal/line-parser.ts";

const linesOf = (claim: string, more: object = {}) =>
  framed(claim, {}, [send("a")]).map((draft, index) => {
    const data = draft.kind === "claim.declared" ? { ...draft.data, ...more } : draft.data;
    return JSON.stringify({ seq: index + 1, atMs: index, ...draft, data });
  });

const strange = (ruling: unknown): ClaimType => ({
  name: "mine",
  open: () => ({ ruling: () => ruling }) as never,
});

test.each([
  ["nothing", undefined, /^unknown: the claim crashed: its ruling is undefined/],
  ["a word", "holds", /^unknown: the claim crashed: its ruling is "holds"/],
  [
    "another outcome",
    { outcome: "fine", why: "", findings: [] },
    /^unknown: the claim crashed: its ruling is {"outcome":"fine"/,
  ],
  ["no findings", { outcome: "holds", why: "" }, /^unknown: the claim crashed/],
  ["a ruling", { outcome: "holds", why: "w", findings: [] }, /^holds: w/],
])("a claim that rules %s", (_what, ruling, said) => {
  const judge = openJudge(new Map([["mine", strange(ruling)]]));
  for (const [index, text] of linesOf("mine").entries())
    judge.line(parseLine(text, { file: "by hand", line: index + 1 }));
  const [first] = judge.verdict().claims ?? [];
  expect(`${first?.outcome}: ${first?.why}`).toMatch(said);
});

test.each([
  ["file:///no/such/module.ts"],
  ["file://%"],
  ["https://example.com/x.ts"],
  ["no/such.ts"],
  ["\u0000"],
])("a claim whose module is %j is not here", async (module) => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-own-")), "journal.ndjson");
  writeFileSync(file, `${linesOf("mine", { module, export: "mine" }).join("\n")}\n`);
  const { verdict } = await judgeJournal(file);
  expect(verdict.claims?.map(({ outcome, why }) => [outcome, why])).toEqual([
    ["unknown", "claim code not here"],
  ]);
});
