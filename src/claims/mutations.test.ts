// The mutation table: each claim's holding journal, made wrong by one line, and the ruling it must then get. A mutation that is
// none of a claim's business leaves it holding; one that takes away its proof makes it unknown, never holding by luck.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseLine } from "../journal/line-parser.ts";
import type { Line } from "../journal/line.ts";
import { openJudge } from "./judge.ts";

type Mutation = (lines: readonly Line[]) => readonly Line[];

const last = (lines: readonly Line[], matches: (line: Line) => boolean) => lines.findLastIndex(matches);
const first = (lines: readonly Line[], matches: (line: Line) => boolean) => lines.findIndex(matches);
const drop =
  (kind: string): Mutation =>
  (lines) => {
    const at = last(lines, (line) => line.kind === kind);
    return at < 0 ? lines : lines.toSpliced(at, 1);
  };
const double =
  (kind: string): Mutation =>
  (lines) => {
    const at = first(lines, (line) => line.kind === kind);
    const line = lines[at];
    return line === undefined ? lines : lines.toSpliced(at, 0, line);
  };
/** The line comes only after the judge phase began: too late to be evidence. */
const delay =
  (kind: string): Mutation =>
  (lines) => {
    const at = last(lines, (line) => line.kind === kind);
    const line = lines[at];
    return line === undefined ? lines : [...lines.toSpliced(at, 1).slice(0, -1), line, ...lines.slice(-1)];
  };
/** The first two effects change places in their source. */
const swapEffects: Mutation = (lines) => {
  const [one, two] = lines.filter((line) => line.kind === "effect.seen" && line.data.step === "reserve");
  if (one === undefined || two === undefined) return lines;
  return lines.map((line) => {
    if (line === one && two.at !== undefined) return { ...line, at: two.at };
    return line === two && one.at !== undefined ? { ...line, at: one.at } : line;
  });
};
const gap: Mutation = (lines) => {
  const at = first(lines, (line) => line.kind === "phase.entered" && line.data.phase === "drain");
  const gaps = lines
    .filter((line) => line.kind === "probe.began")
    .map((line) => ({ ...line, kind: "probe.gap" as const }));
  return lines.toSpliced(at, 0, ...gaps);
};

const MUTATIONS = {
  "drop run.ended": drop("run.ended"),
  "drop drain.ended": drop("drain.ended"),
  "delay drain.ended": delay("drain.ended"),
  "gap in every probe": gap,
  "drop the last effect": drop("effect.seen"),
  "double the first effect": double("effect.seen"),
  "delay the last effect": delay("effect.seen"),
  "swap two effects": swapEffects,
  "drop the last sighting": drop("message.seen"),
  "double the first sighting": double("message.seen"),
  "drop the last departure": drop("message.gone"),
  "drop system.described": drop("system.described"),
} as const satisfies Record<string, Mutation>;

type Name = keyof typeof MUTATIONS;
type Ruling = "holds" | "violated" | "unknown";

/** A run that did not end is unknown at best, whatever the claim; the rest is none of every claim's business. */
const UNTOUCHED: Readonly<Record<Name, Ruling>> = {
  "drop run.ended": "unknown",
  "drop drain.ended": "holds",
  "delay drain.ended": "holds",
  "gap in every probe": "holds",
  "drop the last effect": "holds",
  "double the first effect": "holds",
  "delay the last effect": "holds",
  "swap two effects": "holds",
  "drop the last sighting": "holds",
  "double the first sighting": "holds",
  "drop the last departure": "holds",
  "drop system.described": "holds",
};

const TABLE: Readonly<Record<string, Readonly<Record<Name, Ruling>>>> = {
  provisioned: { ...UNTOUCHED, "drop system.described": "unknown" },
  routed: UNTOUCHED,
  reachedOnly: {
    ...UNTOUCHED,
    "drop drain.ended": "unknown",
    "delay drain.ended": "unknown",
    "gap in every probe": "unknown",
  },
  parked: {
    ...UNTOUCHED,
    "drop drain.ended": "unknown",
    "delay drain.ended": "unknown",
    "gap in every probe": "unknown",
    "drop system.described": "unknown",
  },
  redriven: { ...UNTOUCHED, "drop the last sighting": "violated" },
  drained: {
    ...UNTOUCHED,
    "drop drain.ended": "unknown",
    "delay drain.ended": "unknown",
    "gap in every probe": "unknown",
  },
  tookEffectOnce: {
    ...UNTOUCHED,
    "drop drain.ended": "unknown",
    "delay drain.ended": "unknown",
    "gap in every probe": "unknown",
    "drop the last effect": "violated",
    "double the first effect": "violated",
    "delay the last effect": "violated",
    "drop system.described": "unknown",
  },
  inOrder: {
    ...UNTOUCHED,
    "gap in every probe": "unknown",
    "drop the last effect": "unknown",
    "delay the last effect": "unknown",
    "swap two effects": "violated",
  },
  answered: UNTOUCHED,
  nothingLost: {
    ...UNTOUCHED,
    "drop drain.ended": "unknown",
    "delay drain.ended": "unknown",
    "gap in every probe": "unknown",
    "drop the last departure": "violated",
    "drop system.described": "unknown",
  },
  finishedWithin: {
    ...UNTOUCHED,
    "drop drain.ended": "unknown",
    "delay drain.ended": "unknown",
    "gap in every probe": "unknown",
  },
  reached: UNTOUCHED,
};

function rule(claim: string, mutate: Mutation): string | undefined {
  const file = `fixtures/journals/${claim}/holds.ndjson`;
  const lines = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((text, index) => parseLine(text, { file, line: index + 1 }));
  const judge = openJudge();
  for (const [index, line] of mutate(lines).entries()) judge.line({ ...line, seq: index + 1 });
  return judge.verdict().claims?.[0]?.outcome;
}

describe.each(Object.keys(TABLE))("%s", (claim) => {
  test("is ruled as the table says", () => {
    const ruled = Object.entries(MUTATIONS).map(([name, mutate]) => [name, rule(claim, mutate)]);
    expect(Object.fromEntries(ruled)).toEqual(TABLE[claim]);
  });
});
