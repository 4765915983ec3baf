// Room scenario: writes what the simulator's log tells as lines of a journal: who saw which message where, and what became of it.
import type { KindData } from "../journal/line.ts";
import type { JournalWriter } from "../journal/writer.ts";
import type { Message } from "../simulator/sqs/index.ts";
import type { SimulatorEvent } from "../simulator/simulator.ts";
import type { SinkDescription } from "../template/describe.ts";
import type { Depth } from "./drain.ts";
import { type Note, type OrderOf, orderIn, type Seen, type Sighting } from "./log-notes.ts";
import { type EffectAt, effectsOf } from "./table-effects.ts";
import { asLogged } from "./state-log.ts";
import type { LoggedMessage, ProviderLogEntry, WorldLog } from "./venue.ts";

export interface ScribeOptions {
  readonly journal: Pick<JournalWriter, "append"> & {
    /** Takes a note for a line; answers its seq. */
    note(note: Note): number;
  };
  readonly log: Pick<WorldLog, "messageOf" | "depthOf">;
  hopOf(physical: string): string | undefined;
  arnOf(hop: string): string;
  readonly orderOf: OrderOf;
  /** A run is asked about all it has seen, to its end. A served world has no end: what is gone is forgotten. */
  readonly isRun: boolean;
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
  const { journal, log, hopOf, orderOf, arnOf, isRun, isConsumed, isConsumer } = options;
  /** Of every message that is still there, by id: how it was known last. */
  const known = new Map<string, Sighting>();
  /** Of a run: the line that told of a receive, and the newest that told of an order. */
  const receives = new Map<string, number>();
  const newest = new Map<string, number>();
  let n = 0;

  const seen = (hop: string, messageId: string, message: LoggedMessage, by: Seen["by"]): void => {
    const note = sighting(hop, message, known.get(messageId), { messageId, by, n });
    known.set(messageId, note);
    note.seq = journal.note(note);
    if (!isRun) return;
    receives.set(`${messageId} ${message.receives}`, note.seq);
    const order = orderIn(note, orderOf);
    if (order !== undefined) newest.set(order, note.seq);
  };

  /**
   * A message that comes to a queue nobody consumes is seen there; elsewhere its consumer sees it, and of a run it is known from its arrival
   * on, so that one that expires unreceived is named.
   */
  const arrived = (arn: string, sent: Message): void => {
    const hop = hopOf(arn);
    if (hop === undefined || (!isRun && isConsumed(hop))) return;
    const { messageId } = sent;
    const message = asLogged(sent, 0);
    known.set(messageId, arrival(hop, message, known.get(messageId)));
    if (!isConsumed(hop)) seen(hop, messageId, message, "log");
  };

  const gone = (arn: string, messageId: string, by: KindData["message.gone"]["by"]): void => {
    const hop = hopOf(arn);
    if (hop === undefined) return;
    const last = known.get(messageId);
    journal.note({ told: "gone", hop, messageId, by, known: last, cause: seqIn(hop, last), n });
    // Whatever ends a message in one queue ends its id: what a move task moves gets another (MOV-08).
    known.delete(messageId);
  };

  const received = ({ queueArn, messages, by }: Extract<SimulatorEvent, { kind: "sqs.received" }>): void => {
    const hop = hopOf(queueArn);
    if (hop === undefined || !isConsumer(hop, by)) return;
    for (const { messageId } of messages) {
      const message = log.messageOf(queueArn, messageId);
      if (message !== undefined) seen(hop, messageId, message, "consumer");
    }
  };

  /** A queue that was deleted tells of none of its messages. */
  const forget = (arn: string): void => {
    const hop = hopOf(arn);
    for (const [messageId, sighted] of known) if (sighted.hop === hop) known.delete(messageId);
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
    told: (line: KindData["message.seen"]) => receives.get(`${line.messageId} ${line.receives}`),
    event(event: SimulatorEvent): void {
      n += 1;
      switch (event.kind) {
        case "sqs.received":
          return received(event);
        case "sqs.sent":
          return arrived(event.queueArn, event.message);
        case "sqs.dead-lettered":
          return arrived(event.targetArn, event.message);
        case "sqs.moved":
          gone(event.queueArn, event.messageId, "moved");
          return arrived(event.targetArn, event.message);
        case "sqs.deleted":
          return gone(event.queueArn, event.messageId, "deleted");
        case "sqs.expired":
          return gone(event.queueArn, event.messageId, "expired");
        case "sqs.queue-purged":
          for (const messageId of event.messageIds) gone(event.queueArn, messageId, "purged");
          return;
        case "sqs.queue-deleted":
          return forget(event.queueArn);
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

/** Seen again where it was known already, it is known as before. */
function sighting(
  hop: string,
  { body, receives, groupId, deduplicationId: dedupId }: LoggedMessage,
  last: Sighting | undefined,
  { messageId, by, n }: Pick<Seen, "messageId" | "by" | "n">,
): Seen {
  const isHere = last?.hop === hop;
  return {
    told: "seen",
    hop,
    body,
    earlier: isHere ? last.earlier : last,
    isFirstWord: isHere && last.isFirstWord,
    seq: 0,
    read: isHere ? last.read : undefined,
    messageId,
    receives,
    by,
    groupId,
    dedupId,
    n,
  };
}

const arrival = (hop: string, { body }: LoggedMessage, earlier: Sighting | undefined): Sighting => ({
  hop,
  body,
  earlier,
  isFirstWord: true,
  seq: 0,
  read: undefined,
});

function seqIn(hop: string, last: Sighting | undefined): number | undefined {
  for (let at = last; at !== undefined; at = at.earlier) if (at.hop === hop && at.seq > 0) return at.seq;
  return undefined;
}
