// Room simulator/lambda: whole answers recorded from AWS, and what functions and dead-letter queues were given, for the test ids whose
// requests are written in checks/agree. Skipped by name where the recordings are absent.
import { existsSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { lambdaScriptOf } from "../../../checks/agree/answers/lambda.ts";
import { answersIn } from "../../../checks/agree/answers/script.ts";
import { openBoxes } from "../../box/open-box.ts";

const FIXTURE = new URL("answers.fixture.ts", import.meta.url).href;
const boxes = openBoxes(2);
afterAll(() => boxes.close());

const scripted = ["test_lambda_integration_sqs", "test_lambda_destinations", "test_sns"].flatMap((name) => {
  const file = `../shared/aws-recordings/answers/${name}.json`;
  return (existsSync(file) ? [...answersIn(file)] : []).filter(
    ([id, recorded]) => lambdaScriptOf(id, recorded) !== undefined,
  );
});

describe.skipIf(scripted.length === 0)("answers recorded from AWS (../shared/aws-recordings)", () => {
  test.each(scripted)("%s", async (id, recorded) => {
    const job = { module: FIXTURE, export: "playRecorded", args: { id, recorded }, seed: "1" };
    expect(await boxes.run(job)).toEqual([]);
  });
});
