// Room simulator/sns, tests: a small world around SNS: a clock moved by hand, queues that are lists with a say of their own, and the
// official SDK in front.
import { SNS } from "@aws-sdk/client-sns";
import type { Clock } from "../../box/clock.ts";
import type { OutboxEntry, SnsEvent } from "./events.ts";
import { parseRequest, serve } from "../wire/index.ts";
import { createSns, type Outcome, type QueueMessage, type Sender, type Sns } from "./index.ts";

export const REGION = "us-east-1";
export const ACCOUNT = "000000000000";
export const queueArn = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
export const topicArn = (name: string): string => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;

interface Due {
  readonly dueMs: number;
  readonly run: () => void;
}

/** Runs what is due, in the order of time and then of asking. */
class ManualClock implements Clock {
  readonly epochMs = Date.parse("2026-01-01T00:00:00.000Z");
  #nowMs = 0;
  #due: Due[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, _spec: unknown, run: () => void): { dueMs: number; cancel: () => void } {
    const due = { dueMs: this.#nowMs + Math.max(0, delayMs), run };
    this.#due.push(due);
    return { dueMs: due.dueMs, cancel: () => (this.#due = this.#due.filter((other) => other !== due)) };
  }

  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let next = this.#take(untilMs); next !== undefined; next = this.#take(untilMs)) {
      this.#nowMs = next.dueMs;
      next.run();
    }
    this.#nowMs = untilMs;
  }

  #take(untilMs: number): Due | undefined {
    const [first] = this.#due.filter(({ dueMs }) => dueMs <= untilMs).toSorted((a, b) => a.dueMs - b.dueMs);
    this.#due = this.#due.filter((due) => due !== first);
    return first;
  }
}

export interface World {
  readonly sns: SNS;
  readonly clock: ManualClock;
  readonly events: readonly SnsEvent[];
  /** What stands in each queue; a queue nobody made is refused. */
  readonly queues: Map<string, QueueMessage[]>;
  readonly senders: readonly Sender[];
  /** Answers of a queue before it takes messages, first to last. */
  readonly troubles: Map<string, Outcome[]>;
  readonly service: Sns;
  readonly outbox: () => readonly OutboxEntry[];
  /** A form as it is, for what the SDK would not send. */
  readonly raw: (form: string, region?: string) => Promise<{ status: number; body: string }>;
}

const NAMELESS = { protocol: "query", operation: "", form: [] } as const;
const CALLER = {
  account: ACCOUNT,
  actor: undefined,
  protocol: "query",
  baseUrl: "http://sns.test",
  requestId: "00000000-0000-4000-8000-000000000000",
  traceHeader: undefined,
  signal: undefined,
} as const;

export function world(queueNames: readonly string[] = [], region = REGION): World {
  const clock = new ManualClock();
  const events: SnsEvent[] = [];
  const senders: Sender[] = [];
  const queues = new Map(queueNames.map((name) => [queueArn(name), [] as QueueMessage[]]));
  const troubles = new Map<string, Outcome[]>();
  const deliver = (arn: string, message: QueueMessage, from: Sender): Outcome => {
    const queue = queues.get(arn);
    if (queue === undefined) return { kind: "refused", reason: "the queue does not exist" };
    const trouble = troubles.get(arn)?.shift();
    if (trouble !== undefined && trouble.kind !== "ok") return trouble;
    senders.push(from);
    queue.push(message);
    return { kind: "ok" };
  };
  const service = createSns({ clock, seed: "seed", log: (event) => events.push(event), deliver });
  const raw: World["raw"] = async (form, at = region) => {
    const body = new TextEncoder().encode(form);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const parsed = parseRequest({ method: "POST", path: "/", query: "", headers, body });
    const answer = await serve(service, parsed ?? NAMELESS, { ...CALLER, region: at });
    return { status: answer.status, body: new TextDecoder().decode(answer.body) };
  };
  const outbox = (): readonly OutboxEntry[] => events.filter((event) => event.kind === "sns.outbox");
  return { sns: clientOf(raw, region), clock, events, queues, senders, troubles, service, outbox, raw };
}

function clientOf(raw: World["raw"], region: string): SNS {
  return new SNS({
    region,
    maxAttempts: 1,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: {
      handle: async (request: { body?: unknown }) => {
        const { status, body } = await raw(String(request.body));
        const headers = { "content-type": "text/xml" };
        return { response: { statusCode: status, headers, body: new Response(body).body } };
      },
    } as never, // the SDK's handler interface, of which it calls `handle` alone
  });
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
