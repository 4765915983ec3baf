// Room observe: reads the queue to which functions send their evidence, and concludes what nobody tells: that a message is gone. Lambda
// deletes what a function did not report as failed, unseen. A message is gone when its newest outcome was ok and, after that was
// learned, the queue was found empty in two samples: nothing visible, in flight or delayed (docs/decisions/004).
import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { JournalWriter } from "../journal/writer.ts";
import type { FunctionEvidence, Told } from "./function-evidence.ts";
import { type Probe, startProbe } from "./probe.ts";
import type { Depth } from "./queue-probes.ts";

export interface FunctionProbe extends Probe {
  /** What a sample of depths found; what is read after it was taken does not count for it. */
  depths(depths: ReadonlyMap<string, Depth>): void;
}

/** As SQS answers depths approximately (SQS-16). */
const EMPTY_SAMPLES = 2;
/** A read that died must not hide evidence for longer than a drain's patience. */
const READ_VISIBILITY_S = 5;

export interface FunctionProbeOptions {
  readonly sqs: SQSClient;
  readonly evidence: FunctionEvidence;
  readonly queueUrl: string;
  readonly everyMs: number;
  readonly watches: readonly string[];
}

/** Starts the probe of all functions of a system. */
export function startFunctionProbe(
  journal: JournalWriter,
  { sqs, evidence, queueUrl, everyMs, watches }: FunctionProbeOptions,
): FunctionProbe {
  const departures = openDepartures(journal);
  evidence.onTold((told) => departures.told(told));
  const probe = startProbe(journal, {
    name: "functions.evidence",
    watches,
    everyMs,
    read: async () => {
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: 10,
            VisibilityTimeout: READ_VISIBILITY_S,
          }),
        );
        if (Messages.length === 0) return;
        for (const { Body = "" } of Messages) evidence.take(Body);
        await sqs.send(
          new DeleteMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
          }),
        );
      }
    },
  });
  return { ...probe, depths: (depths) => departures.depths(depths) };
}

/** Messages that were handled and may be gone. */
export function openDepartures(journal: JournalWriter) {
  const handled = new Map<string, Told & { empty: number }>();
  return {
    told(told: Told): void {
      const key = `${told.hop} ${told.messageId}`;
      if (told.outcome === "ok") handled.set(key, { ...told, empty: 0 });
      else handled.delete(key);
    },
    depths(depths: ReadonlyMap<string, Depth>): void {
      for (const [key, one] of handled) {
        const depth = depths.get(one.hop);
        const isEmpty = depth !== undefined && depth.visible + depth.inflight + depth.delayed === 0;
        one.empty = isEmpty ? one.empty + 1 : 0;
        if (one.empty < EMPTY_SAMPLES) continue;
        handled.delete(key);
        const { hop, order, seq: cause, messageId } = one;
        journal.append({
          kind: "message.gone",
          actor: "observe",
          hop,
          ...(order === "" ? {} : { order }),
          cause,
          data: { messageId, by: "deleted" },
        });
      }
    },
  };
}
