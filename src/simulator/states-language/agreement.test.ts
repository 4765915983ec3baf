// Room states-language: agreement with executions recorded from AWS, as floors that may only rise.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../checks/agree/judge.ts";
import { statesLanguageJudges } from "../../../checks/agree/states-language.ts";

const RECORDINGS = new URL("../../../../shared/aws-recordings/", import.meta.url);

const FLOORS: ReadonlyMap<string, number> = new Map([
  ["stepfunctions.jsonl", 152],
  ["stepfunctions-integration.jsonl", 125],
]);

describe("agreement with recorded AWS", () => {
  for (const judge of statesLanguageJudges) {
    const file = new URL(judge.file, RECORDINGS);
    test.skipIf(!existsSync(file))(
      `${judge.file} (skipped where ../shared/aws-recordings is absent)`,
      async () => {
        const rows = readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line) as Row); // the judge looks at every member itself
        const verdicts = await Promise.all(
          rows.map(async (row) => ({ id: judge.idOf(row), ...(await judge.judge(row)) })),
        );
        expect(verdicts.filter(({ kind }) => kind === "differs")).toEqual([]);
        expect(verdicts.filter(({ kind }) => kind === "agrees").length).toBeGreaterThanOrEqual(
          FLOORS.get(judge.file) ?? 0,
        );
      },
    );
  }
});
