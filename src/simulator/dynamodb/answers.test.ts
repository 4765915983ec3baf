// Room simulator/dynamodb, tests: whole answers recorded from AWS, member by member, for the test ids whose requests are written in
// checks/agree. Skipped by name where the recordings are absent.
import { existsSync } from "node:fs";
import { DynamoDBStreams } from "@aws-sdk/client-dynamodb-streams";
import { describe, expect, test } from "vitest";
import { dynamodbScriptOf, plainDynamodbAnswer } from "../../../checks/agree/answers/dynamodb.ts";
import { answersIn, playScript } from "../../../checks/agree/answers/script.ts";
import { requestHandlerFor } from "../smithy-door.ts";
import { REGION, tableArn, world } from "./world.fixture.ts";

const FILE = "../shared/aws-recordings/answers/test_dynamodb.json";
const answers = existsSync(FILE) ? answersIn(FILE) : new Map();
const scripted = [...answers.keys()].filter((id) => dynamodbScriptOf(id) !== undefined);

describe.skipIf(scripted.length === 0)("answers recorded from AWS (../shared/aws-recordings)", () => {
  test.each(scripted)("%s", async (id) => {
    const { db, simulator, clock } = world();
    const streams = new DynamoDBStreams({
      region: REGION,
      endpoint: "http://streams.test",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      requestHandler: requestHandlerFor(simulator),
    });
    const place = {
      client: { db, streams },
      name: (base: string) => base,
      queueArn: tableArn,
      topicArn: tableArn,
      wait: async (s: number) => void (await clock.advanceBy(s * 1000)),
      plain: plainDynamodbAnswer,
    };
    expect(await playScript(dynamodbScriptOf(id), answers.get(id) ?? {}, place)).toEqual([]);
  });
});
