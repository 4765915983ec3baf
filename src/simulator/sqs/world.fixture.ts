// Room simulator/sqs, tests: a small world around SQS: a clock moved by hand, the events that happened, and the official SDK in front.
import { SQS } from "@aws-sdk/client-sqs";
import { ManualClock } from "../../box/manual-clock.ts";
import { createSimulator, type Simulator, type SimulatorEvent, type Weather } from "../simulator.ts";
import { requestHandlerFor } from "../smithy-door.ts";

export const REGION = "us-east-1";
export const ACCOUNT = "000000000000";
export const EPOCH_MS = Date.parse("2026-01-01T00:00:00.000Z");
export const queueArn = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
export const queueUrl = (name: string): string => `http://sqs.test/${ACCOUNT}/${name}`;

export interface World {
  readonly sqs: SQS;
  readonly clock: ManualClock;
  readonly events: readonly SimulatorEvent[];
  readonly simulator: Simulator;
  /** Creates a queue and answers its URL. */
  readonly queue: (name: string, attributes?: Record<string, string>) => Promise<string>;
  /** A request as it is, for what the SDK would not send: answers status, headers and text. */
  readonly raw: (
    headers: Readonly<Record<string, string>>,
    body: string | Uint8Array,
    path?: string,
  ) => Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly text: string;
  }>;
}

export function world(seed = "seed", region = REGION, weather: Weather = () => undefined): World {
  const clock = new ManualClock(seed, EPOCH_MS);
  const events: SimulatorEvent[] = [];
  const simulator = createSimulator({ clock, seed, weather, log: (event) => events.push(event) });
  const sqs = new SQS({
    region,
    endpoint: "http://sqs.test",
    maxAttempts: 1,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: requestHandlerFor(simulator),
  });
  return {
    sqs,
    clock,
    events,
    simulator,
    async queue(name, attributes = {}) {
      const { QueueUrl = "" } = await sqs.createQueue({
        QueueName: name,
        Attributes: attributes,
      });
      return QueueUrl;
    },
    async raw(headers, body, path = "/") {
      const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
      const request = {
        method: "POST",
        path,
        query: "",
        headers,
        body: bytes,
      };
      const answer = await simulator.handle(request, { baseUrl: "http://sqs.test" });
      return {
        status: answer.status,
        headers: answer.headers,
        text: new TextDecoder().decode(answer.body),
      };
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
    // The SDK keeps the code of Query beside the name of JSON.
    const { $metadata: metadata, Error: query } = error as {
      $metadata?: { httpStatusCode?: number };
      Error?: { Code?: string };
    };
    return [query?.Code ?? error.name, error.message, metadata?.httpStatusCode];
  }
  throw new Error("the call was answered with success");
}

/** A queue with one message in it: its URL. */
export async function queueWith(
  { sqs, queue }: World,
  name: string,
  attributes: Record<string, string>,
  ...bodies: readonly string[]
): Promise<string> {
  const QueueUrl = await queue(name, attributes);
  const isFifo = name.endsWith(".fifo");
  for (const MessageBody of bodies)
    await sqs.sendMessage({ QueueUrl, MessageBody, ...(isFifo ? { MessageGroupId: "g" } : {}) });
  return QueueUrl;
}

/** What one receive of up to ten returns. */
export async function receive({ sqs }: World, QueueUrl: string, more: object = {}) {
  const { Messages = [] } = await sqs.receiveMessage({
    QueueUrl,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ["All"],
    ...more,
  });
  return Messages;
}

/** The bodies of one receive of up to ten. */
export const bodies = async (at: World, QueueUrl: string, more: object = {}): Promise<readonly string[]> =>
  (await receive(at, QueueUrl, more)).map(({ Body = "" }) => Body);

/** Visible, in flight, delayed. */
export async function depth({ sqs }: World, QueueUrl: string): Promise<readonly number[]> {
  const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
  const of = (suffix: "" | "NotVisible" | "Delayed"): number =>
    Number(Attributes[`ApproximateNumberOfMessages${suffix}`]);
  return [of(""), of("NotVisible"), of("Delayed")];
}

/** Lets a call that was begun arrive: the SDK takes some turns of the event loop. */
export async function arrived(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
