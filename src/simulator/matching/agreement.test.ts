// The floor under `npm run agree`: how many recorded answers of AWS this room agrees with. The numbers may only rise. Recordings are
// not part of the project; where they are absent the test says so by name.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { matchingJudges } from "../../../checks/agree/matching.ts";
import { filesIn, RecordingsError, rowsOf } from "../../../checks/agree/read-rows.ts";
import { renderTally, tallyOf } from "../../../checks/agree/tally.ts";

const RECORDINGS = path.join(import.meta.dirname, "../../../../shared/aws-recordings");

describe.skipIf(!existsSync(RECORDINGS))("recorded AWS (../shared/aws-recordings)", () => {
  test.each([
    ["eventbridge-patterns.jsonl", 66],
    ["sns-deliveries.jsonl", 20],
    ["sns-rejections.jsonl", 16],
  ])("%s: at least %i rows agree and none differs", async (file, floor) => {
    const judge = matchingJudges.find((one) => one.file === file);
    expect(judge).toBeDefined();
    if (judge === undefined) return;
    const tally = await tallyOf(judge, rowsOf(RECORDINGS, file));
    expect(tally.misses).toEqual([]);
    expect(tally.agreed).toBeGreaterThanOrEqual(floor);
  });
});

test("a tally lists misses beside AWS's answer, and names what nothing judged or looked at", async () => {
  const judge = {
    file: "some.jsonl",
    fields: ["id"],
    idOf: (row: Readonly<Record<string, unknown>>) => String(row.id),
    judge: async (row: Readonly<Record<string, unknown>>) => {
      if (row.id === "a") return { kind: "agrees" } as const;
      if (row.id === "b") return { kind: "differs", ours: "match", aws: "nomatch" } as const;
      if (row.id === "e") throw new TypeError("no shape");
      return { kind: "cannot judge", why: "no policy" } as const;
    },
  };
  const tally = await tallyOf(judge, [
    { id: "a" },
    { id: "b" },
    { id: "e", expectPlace: 1 },
    { id: "c" },
    { id: "d" },
  ]);
  expect(renderTally(tally)).toBe(
    [
      "agrees with recorded AWS: some.jsonl 1 of 3",
      "  miss b",
      '    ours "match"',
      '    AWS  "nomatch"',
      "  miss e",
      '    ours "threw TypeError: no shape"',
      '    AWS  "an answer"',
      "  cannot judge 2: no policy",
      "    c",
      "    d",
      "  not looked at: field expectPlace of 1 rows",
    ].join("\n"),
  );
});

test.each([
  ["eventbridge-patterns.jsonl", { pattern: 5, event: {}, expect: "match" }, "the row carries no pattern"],
  ["eventbridge-patterns.jsonl", { pattern: {}, expect: "maybe" }, "the row does not say what AWS did"],
  ["sns-deliveries.jsonl", { policy: {} }, "the row does not say whether it was delivered"],
  [
    "sns-deliveries.jsonl",
    { policy: { a: [1] }, attributes: { a: null }, delivered: true },
    "the row's attributes are not in SNS's shape",
  ],
  ["sns-rejections.jsonl", { policy: null, code: "InvalidParameter" }, "the row carries no policy"],
])("%s: a row of another shape is not judged: %j", async (file, row, why) => {
  const judge = matchingJudges.find((one) => one.file === file);
  expect(await judge?.judge(row)).toEqual({ kind: "cannot judge", why });
});

test("a folder that is not there and a line that is no row end differently", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ordeal-agree-"));
  try {
    writeFileSync(path.join(folder, "rows.jsonl"), '{"id":1}\n[2]\n');
    expect(filesIn(folder)).toEqual(["rows.jsonl"]);
    expect(() => rowsOf(folder, "rows.jsonl")).toThrow(
      new RecordingsError(65, `${path.join(folder, "rows.jsonl")}:2: a row is a JSON object`),
    );
    expect(() => filesIn(path.join(folder, "absent"))).toThrow(expect.objectContaining({ exitCode: 66 }));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
