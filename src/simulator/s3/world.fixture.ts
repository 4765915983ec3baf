// Room simulator/s3, tests: a small world around S3: a clock moved by hand, the events that happened, and the official SDK in front.
import { S3 } from "@aws-sdk/client-s3";
import { ManualClock } from "../../box/manual-clock.ts";
import { createSimulator, type Simulator, type SimulatorEvent } from "../simulator.ts";
import { requestHandlerFor } from "../smithy-door.ts";

export const EPOCH_MS = Date.parse("2026-01-01T00:00:00.000Z");

export interface World {
  readonly s3: S3;
  readonly clock: ManualClock;
  readonly events: readonly SimulatorEvent[];
  readonly simulator: Simulator;
  readonly client: (region: string) => S3;
  /** Makes a bucket and answers its name. */
  readonly bucket: (name?: string) => Promise<string>;
  /** A request as it is, for what the SDK would not send. */
  readonly raw: (request: RawRequest) => Promise<RawAnswer>;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const SIGNED = { authorization: "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, x" };

export function world(seed = "seed"): World {
  const clock = new ManualClock(seed, EPOCH_MS);
  const events: SimulatorEvent[] = [];
  const simulator = createSimulator({ clock, seed, log: (event) => events.push(event) });
  const client = (region: string): S3 =>
    new S3({
      region,
      endpoint: "http://s3.test",
      maxAttempts: 1,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      requestHandler: requestHandlerFor(simulator),
    });
  const s3 = client("us-east-1");
  return {
    s3,
    clock,
    events,
    simulator,
    client,
    async bucket(name = "orders") {
      await s3.createBucket({ Bucket: name });
      return name;
    },
    async raw({ method, path, query = "", headers = {}, body = "" }) {
      const answer = await simulator.handle(
        {
          method,
          path,
          query,
          headers: { host: "127.0.0.1:4566", ...SIGNED, ...headers },
          body: typeof body === "string" ? new TextEncoder().encode(body) : body,
        },
        { baseUrl: "http://127.0.0.1:4566" },
      );
      return { status: answer.status, headers: answer.headers, text: new TextDecoder().decode(answer.body) };
    },
  };
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

/** An object's bytes as text. */
export async function textOf({ s3 }: Pick<World, "s3">, Bucket: string, Key: string, more: object = {}) {
  const { Body } = await s3.getObject({ Bucket, Key, ...more });
  return Body?.transformToString();
}
