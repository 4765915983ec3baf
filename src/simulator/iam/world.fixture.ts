// Room simulator/iam, tests: a small world around IAM and STS: a clock moved by hand and the official SDKs in front.
import { IAM } from "@aws-sdk/client-iam";
import { STS } from "@aws-sdk/client-sts";
import { ManualClock } from "../../box/manual-clock.ts";
import { createSimulator, type Simulator } from "../simulator.ts";
import { requestHandlerFor } from "../smithy-door.ts";

export interface World {
  readonly iam: IAM;
  readonly sts: STS;
  readonly simulator: Simulator;
  /** An STS client with other credentials. */
  readonly stsAs: (accessKeyId: string) => STS;
}

export const trusting = (Principal: unknown, more: object = {}): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more }],
  });
export const LAMBDA = trusting({ Service: "lambda.amazonaws.com" });
export const ALLOWING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }],
});

export function world(seed = "seed", alias?: string): World {
  const clock = new ManualClock(seed, Date.parse("2026-01-01T00:00:00.000Z"));
  const simulator = createSimulator({ clock, seed, alias });
  const shared = (accessKeyId: string) => ({
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: "test" },
    requestHandler: requestHandlerFor(simulator),
  });
  const stsAs = (accessKeyId: string): STS => new STS(shared(accessKeyId));
  return { iam: new IAM(shared("test")), sts: stsAs("test"), simulator, stsAs };
}

/** How a call was refused: code, message, HTTP status. */
export async function refusal(
  call: Promise<unknown>,
): Promise<readonly [string, string, number | undefined]> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { $metadata: metadata, Code } = error as { $metadata?: { httpStatusCode?: number }; Code?: string };
    return [Code ?? error.name, error.message, metadata?.httpStatusCode];
  }
  throw new Error("the call was answered with success");
}
