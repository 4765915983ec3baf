// Room simulator/lambda, tests: one script of recorded answers, played in the box: where what came back differs from AWS's.
import { plainLambdaAnswer, type Json } from "../../../checks/agree/answers/compare.ts";
import { lambdaScriptOf, tidyLambda } from "../../../checks/agree/answers/lambda.ts";
import { playScript } from "../../../checks/agree/answers/script.ts";
import type { JobContext } from "../../box/thread.ts";
import { openBoxWorld } from "./box.fixture.ts";

export interface Recorded {
  readonly id: string;
  readonly recorded: Json;
}

const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;

export async function playRecorded({ id, recorded }: Recorded, { world }: JobContext) {
  const { lambda, sqs, sns, sleep } = openBoxWorld(world);
  return playScript(lambdaScriptOf(id, recorded), recorded, {
    client: { lambda, sqs, sns },
    name: (base) => base,
    queueArn: arn,
    topicArn: arn,
    wait: (s) => sleep(s * 1000),
    plain: plainLambdaAnswer,
    tidy: tidyLambda,
  });
}
