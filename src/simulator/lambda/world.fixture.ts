// Room simulator/lambda, tests: Lambda without a runtime: a clock moved by hand, the events that happened, and the official SDK in front.
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { ManualClock } from "../../box/manual-clock.ts";
import { createSimulator, type SimulatorEvent } from "../simulator.ts";
import { requestHandlerFor } from "../smithy-door.ts";
import { type CodeText, makeRole, ROLE, zipOf } from "./box.fixture.ts";

export function world() {
  const clock = new ManualClock("seed", Date.parse("2026-01-01T00:00:00.000Z"));
  const events: SimulatorEvent[] = [];
  const simulator = createSimulator({ clock, seed: "seed", log: (event) => events.push(event) });
  makeRole(simulator);
  events.length = 0;
  const config = {
    region: "us-east-1",
    endpoint: "http://lambda.test",
    maxAttempts: 1,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: requestHandlerFor(simulator),
  };
  const lambda = new Lambda(config);
  const sqs = new SQS(config);
  const s3 = new S3({ ...config, forcePathStyle: true });
  const create = (
    name: string,
    settings: object = {},
    code: CodeText = "export const handler = async () => 1",
  ) =>
    lambda.createFunction({
      FunctionName: name,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: ROLE,
      Code: { ZipFile: zipOf(code) },
      ...settings,
    });
  return { clock, events, simulator, lambda, sqs, s3, create };
}

/** How a call was refused: code, message, HTTP status. */
export async function refusal(
  call: Promise<unknown>,
): Promise<readonly [string, string, number | undefined]> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
    return [error.name, error.message, metadata?.httpStatusCode];
  }
  throw new Error("the call was answered with success");
}
