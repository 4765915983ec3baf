// Room simulator/dynamodb, tests: a small world around DynamoDB: a clock moved by hand, the events that happened, and the official SDK in
// front.
import { type CreateTableInput, DynamoDB } from "@aws-sdk/client-dynamodb";
import { ManualClock } from "../../box/manual-clock.ts";
import { createSimulator, type Simulator, type SimulatorEvent } from "../simulator.ts";
import { requestHandlerFor } from "../smithy-door.ts";
import type { TableWeather } from "./index.ts";

export const REGION = "us-east-1";
export const ACCOUNT = "000000000000";
export const EPOCH_MS = Date.parse("2026-01-01T00:00:00.000Z");
export const tableArn = (name: string): string => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`;

export interface World {
  readonly db: DynamoDB;
  readonly clock: ManualClock;
  readonly events: readonly SimulatorEvent[];
  readonly simulator: Simulator;
  /** Creates a table whose key attributes are of type S, unless `more` says otherwise. */
  readonly table: (name: string, key: readonly string[], more?: Partial<CreateTableInput>) => Promise<void>;
  /** A request as it is, for what the SDK would not send: answers status and text. */
  readonly raw: (
    operation: string,
    body: string | Uint8Array,
  ) => Promise<{ readonly status: number; readonly text: string }>;
}

export function world(seed = "seed", weather?: TableWeather): World {
  const clock = new ManualClock(seed, EPOCH_MS);
  const events: SimulatorEvent[] = [];
  const simulator = createSimulator({
    clock,
    seed,
    log: (event) => events.push(event),
    ...(weather === undefined ? {} : { tableWeather: weather }),
  });
  const db = new DynamoDB({
    region: REGION,
    endpoint: "http://dynamodb.test",
    maxAttempts: 1,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: requestHandlerFor(simulator),
  });
  return {
    db,
    clock,
    events,
    simulator,
    async table(name, key, more = {}) {
      await db.createTable({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: key.map((one) => ({
          AttributeName: one,
          AttributeType: "S",
        })),
        KeySchema: key.map((one, index) => ({
          AttributeName: one,
          KeyType: index === 0 ? "HASH" : "RANGE",
        })),
        ...more,
      });
    },
    async raw(operation, body) {
      const answer = await simulator.handle(
        {
          method: "POST",
          path: "/",
          query: "",
          headers: {
            "x-amz-target": `DynamoDB_20120810.${operation}`,
            "content-type": "application/x-amz-json-1.0",
          },
          body: typeof body === "string" ? new TextEncoder().encode(body) : body,
        },
        { baseUrl: "http://dynamodb.test" },
      );
      return {
        status: answer.status,
        text: new TextDecoder().decode(answer.body),
      };
    },
  };
}

/** How a call was refused: code and message. */
export async function refusal(call: Promise<unknown>): Promise<readonly [string, string]> {
  const error = await failure(call);
  return [error.name, error.message];
}

/** The error itself. */
export async function failure(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error as Error & Record<string, unknown>; // an error of the SDK has members
    throw error;
  }
  throw new Error("the call was answered with success");
}

/** `{ id: "a", n: 1 }` as an item: text is S, numbers N, booleans BOOL. */
export const item = (plain: Readonly<Record<string, string | number | boolean>>) =>
  Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [
      name,
      typeof value === "string"
        ? { S: value }
        : typeof value === "number"
          ? { N: String(value) }
          : { BOOL: value },
    ]),
  );
