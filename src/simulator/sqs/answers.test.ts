// Room simulator/sqs, tests: whole answers recorded from AWS, member by member, for the test ids whose requests are written in
// checks/agree. Skipped by name where the recordings are absent.
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plainSqsAnswer } from "../../../checks/agree/answers/compare.ts";
import { answersIn, playScript } from "../../../checks/agree/answers/script.ts";
import { sqsScriptOf } from "../../../checks/agree/answers/sqs.ts";
import { queueArn, world } from "./world.fixture.ts";

const FILE = "../shared/aws-recordings/answers/test_sqs.json";
const answers = existsSync(FILE) ? answersIn(FILE) : new Map();
const scripted = [...answers.keys()].filter((id) => sqsScriptOf(id) !== undefined);

describe.skipIf(scripted.length === 0)("answers recorded from AWS (../shared/aws-recordings)", () => {
  test.each(scripted)("%s", async (id) => {
    const { sqs, clock } = world();
    const place = {
      client: sqs,
      name: (base: string) => base,
      queueArn,
      topicArn: queueArn,
      wait: async (s: number) => void (await clock.advanceBy(s * 1000)),
      plain: plainSqsAnswer,
    };
    expect(await playScript(sqsScriptOf(id), answers.get(id) ?? {}, place)).toEqual([]);
  });
});
