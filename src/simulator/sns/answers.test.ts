// Room simulator/sns: whole answers recorded from AWS, member by member, for the test ids whose requests are written in checks/agree.
// Skipped by name where the recordings are absent.
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { answersIn, playScript } from "../../../checks/agree/answers/script.ts";
import { plainSnsAnswer } from "../../../checks/agree/answers/compare.ts";
import { SNS_SCRIPTS } from "../../../checks/agree/answers/sns.ts";
import { queueArn, topicArn, world } from "./world.fixture.ts";

const FILE = "../shared/aws-recordings/answers/test_sns.json";

describe.skipIf(!existsSync(FILE))("answers recorded from AWS (../shared/aws-recordings)", () => {
  test.each(Object.keys(SNS_SCRIPTS))("%s", async (id) => {
    const { sns, clock } = world();
    const place = {
      client: sns,
      name: (base: string) => base,
      queueArn,
      topicArn,
      wait: async (s: number) => clock.advance(s * 1000),
      plain: plainSnsAnswer,
    };
    expect(await playScript(SNS_SCRIPTS[id], answersIn(FILE).get(id) ?? {}, place)).toEqual([]);
  });
});
