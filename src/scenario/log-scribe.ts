// Room scenario: writes what the simulator's log tells as lines of a journal: who saw which message where, and what became of it.
import { createHash } from "node:crypto";
import type { Draft, KindData } from "../journal/line.ts";
import type { JournalWriter } from "../journal/writer.ts";
import type { SimulatorEvent } from "../simulator/simulator.ts";
import type { SinkDescription } from "../template/describe.ts";
import type { Depth } from "./drain.ts";
import { type EffectAt, effectsOf } from "./table-effects.ts";
import type { ProviderLogEntry, WorldLog } from "./venue.ts";

export interface ScribeOptions {
  readonly journal: Pick<JournalWriter, "append">;
  readonly log: Pick<WorldLog, "messageOf" | "depthOf">;
  hopOf(physical: string): string | undefined;
  arnOf(hop: string): string;
  orderOf(body: string, hop: string): string | undefined;
  /** Whether the order of a message is remembered from its arrival on, so that one that expires unreceived is named. */
  readonly remembersArrivals: boolean;
  /** Whether somebody is to receive from this queue: elsewhere a message is seen when it arrives. */
  isConsumed(hop: string): boolean;
  /** Sinks whose effects stand in a table. */
  readonly sinks?: readonly SinkDescription[];
  /** Whether this actor's receive is the consumer's. */
  isConsumer(hop: string, actor: string | undefined): boolean;
}

const SINK = "Provider";

/** Writes what the log tells as lines of the journal. */
export function openScribe(options: ScribeOptions) {
  const { journal, log, hopOf, orderOf, arnOf, isConsumed, isConsumer } = options;
  const sightings = new Map<string, number>();
  const orders = new Map<string, string>();
  const newest = new Map<string, number>();
  let n = 0;

  const write = (
    hop: string,
    messageId: string,
    draft: Pick<Draft, "kind" | "data">,
    cause?: number,
  ): number => {
    const order = orders.get(messageId);
    return journal.append({
      ...draft,
      actor: "observe",
      hop,
      ...(order === undefined ? {} : { order }),
      ...(cause === undefined ? {} : { cause }),
      at: { source: "simulator", n: String(n) },
    } as Draft);
  };

  const seen = (arn: string, messageId: string, receives: number, by: "consumer" | "log"): void => {
    const hop = hopOf(arn);
    const message = log.messageOf(arn, messageId);
    if (hop === undefined || message === undefined) return;
    const order = orders.get(messageId) ?? orderOf(message.body, hop);
    if (order !== undefined) orders.set(messageId, order);
    const data: KindData["message.seen"] = {
      messageId,
      receives,
      by,
      bodySha: createHash("sha256").update(message.body, "utf8").digest("hex"),
      body: message.body,
      ...(message.groupId === undefined ? {} : { groupId: message.groupId }),
      ...(message.deduplicationId === undefined ? {} : { dedupId: message.deduplicationId }),
    };
    const seq = write(hop, messageId, { kind: "message.seen", data });
    sightings.set(`${messageId} ${receives}`, seq);
    sightings.set(`${hop} ${messageId}`, seq);
    if (order !== undefined) newest.set(order, seq);
  };

  /** A message that comes to a queue nobody consumes is seen there; elsewhere its consumer sees it. */
  const arrived = (arn: string, messageId: string): void => {
    const hop = hopOf(arn);
    if (hop === undefined || (!options.remembersArrivals && isConsumed(hop))) return;
    const message = log.messageOf(arn, messageId);
    if (message === undefined) return;
    const order = orderOf(message.body, hop);
    if (order !== undefined) orders.set(messageId, order);
    if (!isConsumed(hop)) seen(arn, messageId, message.receives, "log");
  };

  const gone = (arn: string, messageId: string, by: KindData["message.gone"]["by"]): void => {
    const hop = hopOf(arn);
    if (hop === undefined) return;
    const cause = sightings.get(`${hop} ${messageId}`);
    write(hop, messageId, { kind: "message.gone", data: { messageId, by } }, cause);
    orders.delete(messageId);
    sightings.delete(`${hop} ${messageId}`);
  };

  const effect = ({ sink, source, n: position, order, ...data }: EffectAt): void => {
    const cause = newest.get(order);
    journal.append({
      kind: "effect.seen",
      actor: "observe",
      hop: sink,
      order,
      ...(cause === undefined ? {} : { cause }),
      at: { source, n: String(position) },
      data,
    });
  };

  /** What a function cannot tell of itself: that it ran out of time, died, or was not let in. */
  const ended = (event: Extract<SimulatorEvent, { kind: "lambda.ended" }>): void => {
    const hop = hopOf(event.functionArn);
    const { requestId, outcome, errorType, batch } = event;
    const told = outcome === "ok" || (outcome === "error" && errorType?.startsWith("Runtime.") !== true);
    if (hop === undefined || told) return;
    journal.append({
      kind: "call.seen",
      actor: "observe",
      hop,
      at: { source: "simulator", n: String(n) },
      data: {
        requestId,
        outcome,
        ...(errorType === undefined ? {} : { errorType }),
        ...(batch === undefined ? {} : { batch }),
      },
    });
  };

  return {
    told: ({ messageId, receives }: KindData["message.seen"]) => sightings.get(`${messageId} ${receives}`),
    event(event: SimulatorEvent): void {
      n += 1;
      switch (event.kind) {
        case "sqs.received":
          if (!isConsumer(hopOf(event.queueArn) ?? "", event.by)) return;
          for (const { messageId } of event.messages)
            seen(
              event.queueArn,
              messageId,
              log.messageOf(event.queueArn, messageId)?.receives ?? 0,
              "consumer",
            );
          return;
        case "sqs.sent":
          return arrived(event.queueArn, event.message.messageId);
        case "sqs.dead-lettered":
          return arrived(event.targetArn, event.message.messageId);
        case "sqs.moved":
          gone(event.queueArn, event.messageId, "moved");
          return arrived(event.targetArn, event.message.messageId);
        case "sqs.deleted":
          return gone(event.queueArn, event.messageId, "deleted");
        case "sqs.expired":
          return gone(event.queueArn, event.messageId, "expired");
        case "sqs.queue-purged":
          for (const messageId of event.messageIds) gone(event.queueArn, messageId, "purged");
          return;
        case "lambda.ended":
          return ended(event);
        case "dynamodb.item-put":
          for (const one of effectsOf(event, hopOf(event.tableArn), options.sinks ?? [])) effect(one);
          return;
        default:
          return;
      }
    },
    call: (entry: ProviderLogEntry): void => effect({ sink: SINK, source: SINK, ...entry }),
    depths(hops: readonly string[]): ReadonlyMap<string, Depth> {
      const depths = hops.map((hop) => [hop, log.depthOf(arnOf(hop))] as const);
      for (const [hop, depth] of depths)
        journal.append({ kind: "depth.seen", actor: "observe", hop, data: depth });
      return new Map(depths);
    },
  };
}
