// The scribe of a served world: its lines are worded when they are read, and what is gone is forgotten.
import { expect, test } from "vitest";
import type { SqsEvent } from "../simulator/sqs/index.ts";
import { openKeptJournal } from "./kept-journal.ts";
import { openScribe } from "./log-scribe.ts";
import type { LoggedMessage } from "./venue.ts";

/** A queue and its dead letter queue, which nobody consumes, each with the one message. */
function openWorld() {
  const read: string[] = [];
  const orderOf = (body: string, hop: string) => {
    read.push(hop);
    return body;
  };
  const journal = openKeptJournal(() => 5, orderOf);
  const message: LoggedMessage = {
    body: "o-1",
    receives: 1,
    groupId: undefined,
    deduplicationId: undefined,
  };
  const scribe = openScribe({
    journal,
    orderOf,
    log: { messageOf: () => message, depthOf: () => ({ visible: 0, inflight: 0, delayed: 0 }) },
    hopOf: (arn) => arn,
    arnOf: (hop) => hop,
    isRun: false,
    isConsumed: (hop) => hop !== "dead",
    isConsumer: () => true,
  });
  return {
    read,
    tell: (...events: readonly unknown[]) => events.forEach((event) => scribe.event(event as SqsEvent)),
    async lines(): Promise<readonly unknown[]> {
      const lines: unknown[] = [];
      for await (const line of journal.read(1, false, new AbortController().signal))
        lines.push(JSON.parse(line));
      return lines;
    },
  };
}

const received = (queueArn: string) => ({ kind: "sqs.received", queueArn, messages: [{ messageId: "m" }] });
const deadLettered = {
  kind: "sqs.dead-lettered",
  queueArn: "main",
  targetArn: "dead",
  message: { messageId: "m", body: "o-1", more: { receivedBefore: 1 } },
};
const gone = (queueArn: string) => ({ kind: "sqs.deleted", queueArn, messageId: "m" });

const seenAs = (seq: number, hop: string, n: string, by: string) => ({
  seq,
  atMs: 5,
  kind: "message.seen",
  actor: "observe",
  hop,
  order: "o-1",
  at: { source: "simulator", n },
  data: {
    messageId: "m",
    receives: 1,
    by,
    bodySha: "5cbdcb742069a5823a0c64b49ce721b0bca5af9b2517aa95ada5427685fc3383",
    body: "o-1",
  },
});

const goneAs = (seq: number, hop: string, n: string, known: object) => ({
  seq,
  atMs: 5,
  kind: "message.gone",
  actor: "observe",
  hop,
  ...known,
  at: { source: "simulator", n },
  data: { messageId: "m", by: "deleted" },
});

test("a message is followed from its queue to the dead letter queue, and no body is read for its order before somebody reads the lines", async () => {
  const world = openWorld();
  world.tell(received("main"), received("main"), deadLettered, gone("dead"));
  expect(world.read).toEqual([]);
  expect(await world.lines()).toEqual([
    seenAs(1, "main", "1", "consumer"),
    seenAs(2, "main", "2", "consumer"),
    seenAs(3, "dead", "3", "log"),
    goneAs(4, "dead", "4", { order: "o-1", cause: 3 }),
  ]);
});

test("what is gone is forgotten in every queue that it stood in, and what stood in a deleted queue", async () => {
  const world = openWorld();
  world.tell(received("main"), deadLettered, gone("dead"), gone("main"), received("main"));
  world.tell({ kind: "sqs.queue-deleted", queueArn: "main" }, gone("main"));
  expect((await world.lines()).slice(3)).toEqual([
    goneAs(4, "main", "4", {}),
    seenAs(5, "main", "5", "consumer"),
    goneAs(6, "main", "7", {}),
  ]);
});
