// Room observe: what can be seen of a queue from outside: its depth, and what lies in a dead letter queue. SQS has no peek, so
// the look receives; it never reads a queue that has a consumer.
import { createHash } from "node:crypto";
import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { JournalWriter } from "../journal/writer.ts";
import { type Probe, startProbe } from "./probe.ts";

export interface Depth {
  readonly visible: number;
  readonly inflight: number;
  readonly delayed: number;
}

export interface WatchedQueue {
  readonly hop: string;
  readonly url: string;
}

export interface DepthProbe extends Probe {
  /** Samples every queue, journals all of it, and returns it. */
  sample(): Promise<ReadonlyMap<string, Depth>>;
}

/** Starts the probe of depths: it journals a depth when it changed. */
export function startDepthProbe(
  journal: JournalWriter,
  options: { readonly sqs: SQSClient; readonly queues: readonly WatchedQueue[]; readonly everyMs: number },
): DepthProbe {
  const { sqs, queues, everyMs } = options;
  const known = new Map<string, string>();
  const readAll = async (all: boolean): Promise<ReadonlyMap<string, Depth>> => {
    const depths = await Promise.all(
      queues.map(async ({ hop, url }) => [hop, await depthOf(sqs, url)] as const),
    );
    for (const [hop, depth] of depths) {
      const text = JSON.stringify(depth);
      if (all || known.get(hop) !== text)
        journal.append({ kind: "depth.seen", actor: "observe", hop, data: depth });
      known.set(hop, text);
    }
    return new Map(depths);
  };
  const probe = startProbe(journal, {
    name: "depth",
    watches: queues.map((queue) => queue.hop),
    everyMs,
    read: async () => {
      await readAll(false);
    },
  });
  return { ...probe, sample: () => readAll(true) };
}

async function depthOf(sqs: SQSClient, url: string): Promise<Depth> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
      ],
    }),
  );
  return {
    visible: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
    inflight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(Attributes?.ApproximateNumberOfMessagesDelayed ?? 0),
  };
}

export interface DlqLook extends Probe {
  /** While a redrive empties the queue the look keeps its hands off. */
  pause(): void;
  resume(): void;
}

/** A look hides what it received for this long; 0 would return the same message over and over. */
const LOOK_VISIBILITY_S = 1;
/** Receives of one look: a hundred messages; the next look goes on. */
const MAX_RECEIVES = 10;

/** Starts looking into a dead letter queue: each message is journaled once. A FIFO one is only read when asked to. */
export function startDlqLook(
  journal: JournalWriter,
  options: {
    readonly sqs: SQSClient;
    readonly queue: WatchedQueue;
    readonly everyMs: number;
    readonly orderOf: (body: string, hop: string) => string | undefined;
  },
): DlqLook {
  const { sqs, queue, everyMs, orderOf } = options;
  const seen = new Set<string>();
  let paused = false;
  let n = 0;
  const write = (message: Message): void => {
    const messageId = message.MessageId ?? "";
    if (seen.has(messageId)) return;
    seen.add(messageId);
    n += 1;
    const body = message.Body ?? "";
    const order = orderOf(body, queue.hop);
    const groupId = message.Attributes?.MessageGroupId;
    journal.append({
      kind: "message.seen",
      actor: "observe",
      hop: queue.hop,
      ...(order === undefined ? {} : { order }),
      at: { source: `${queue.hop}.look`, n: String(n) },
      data: {
        messageId,
        receives: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
        by: "probe",
        touch: true,
        bodySha: createHash("sha256").update(body, "utf8").digest("hex"),
        body,
        ...(groupId === undefined ? {} : { groupId }),
      },
    });
  };
  const probe = startProbe(journal, {
    name: `${queue.hop}.look`,
    watches: [queue.hop],
    everyMs,
    touches: true,
    onlyWhenAsked: queue.url.endsWith(".fifo"),
    read: async () => {
      for (let i = 0; i < MAX_RECEIVES && !paused; i += 1) {
        const messages = await receive(sqs, queue.url);
        for (const message of messages) write(message);
        if (messages.length === 0) return;
      }
    },
  });
  return {
    ...probe,
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
    },
  };
}

async function receive(sqs: SQSClient, url: string): Promise<readonly Message[]> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: LOOK_VISIBILITY_S,
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return Messages ?? [];
}
