// Room simulator/sqs, tests: whole answers recorded from AWS, member by member, for the test ids whose requests are written in
// checks/agree. Skipped by name where the recordings are absent.
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plainSqsAnswer } from "../../../checks/agree/answers/compare.ts";
import { answersIn, playScript } from "../../../checks/agree/answers/script.ts";
import { MOVE_TASK_SCRIPTS } from "../../../checks/agree/answers/sqs-move-tasks.ts";
import { QUERY_HEADERS, queryClient } from "../../../checks/agree/answers/sqs-query.ts";
import { isByQuery, sqsScriptOf } from "../../../checks/agree/answers/sqs.ts";
import { arrived, queueArn, world } from "./world.fixture.ts";

const scriptOf = (id: string) => sqsScriptOf(id) ?? MOVE_TASK_SCRIPTS[id];
const scripted = ["test_sqs", "test_sqs_move_task"].flatMap((name) => {
  const file = `../shared/aws-recordings/answers/${name}.json`;
  return (existsSync(file) ? [...answersIn(file)] : []).filter(([id]) => scriptOf(id) !== undefined);
});

describe.skipIf(scripted.length === 0)("answers recorded from AWS (../shared/aws-recordings)", () => {
  test.each(scripted)("%s", async (id, recorded) => {
    const { sqs, clock, raw } = world();
    const query = queryClient((form) => raw(QUERY_HEADERS, form));
    const place = {
      client: isByQuery(id) ? query : sqs,
      other: query,
      name: (base: string) => base,
      queueArn,
      topicArn: queueArn,
      async wait(s: number) {
        await arrived(); // a call under way is there before time passes
        await clock.advanceBy(s * 1000);
      },
      plain: plainSqsAnswer,
    };
    expect(await playScript(scriptOf(id), recorded, place)).toEqual([]);
  });
});
