// Room simulator/sns: whole answers recorded from AWS, member by member, for the test ids whose requests are written in checks/agree;
// those that show what a queue was given are played with SQS beside. Skipped by name where the recordings are absent.
import { existsSync } from "node:fs";
import { SNS } from "@aws-sdk/client-sns";
import { describe, expect, test } from "vitest";
import { plainSnsAnswer } from "../../../checks/agree/answers/compare.ts";
import { answersIn, playScript } from "../../../checks/agree/answers/script.ts";
import { SNS_DELIVERY_SCRIPTS } from "../../../checks/agree/answers/sns-delivery.ts";
import { SNS_SCRIPTS } from "../../../checks/agree/answers/sns.ts";
import { requestHandlerFor } from "../smithy-door.ts";
import { world as queueWorld } from "../sqs/world.fixture.ts";
import { queueArn, topicArn, world } from "./world.fixture.ts";

const FILE = "../shared/aws-recordings/answers/test_sns.json";
const answers = existsSync(FILE) ? answersIn(FILE) : new Map();
const scripted = (scripts: object) => Object.keys(scripts).filter((id) => answers.has(id));
const place = { name: (base: string) => base, queueArn, topicArn, plain: plainSnsAnswer };

describe.skipIf(answers.size === 0)("answers recorded from AWS (../shared/aws-recordings)", () => {
  test.each(scripted(SNS_SCRIPTS))("%s", async (id) => {
    const { sns, clock } = world();
    const wait = async (s: number) => clock.advance(s * 1000);
    const at = { ...place, client: sns, wait };
    expect(await playScript(SNS_SCRIPTS[id], answers.get(id) ?? {}, at)).toEqual([]);
  });

  test.each(scripted(SNS_DELIVERY_SCRIPTS))("%s", async (id) => {
    const { sqs, clock, simulator } = queueWorld();
    const sns = new SNS({
      region: "us-east-1",
      endpoint: "http://sns.test",
      maxAttempts: 1,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      requestHandler: requestHandlerFor(simulator),
    });
    const wait = async (s: number) => void (await clock.advanceBy(s * 1000));
    const at = { ...place, client: { sns, sqs }, wait };
    expect(await playScript(SNS_DELIVERY_SCRIPTS[id], answers.get(id) ?? {}, at)).toEqual([]);
  });
});
