// What peers get wrong and this room must not: a redrive that loses what could not be sent, one that SQS swallows as a duplicate, one
// wait that eats another's sign, a wait that says "not seen" before its window is over.
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import { afterEach, expect, test } from "vitest";
import type { Line } from "../journal/line.ts";
import { type JournalWriter, openJournal } from "../journal/writer.ts";
import { type Clients, clientsFor } from "../target/clients.ts";
import type { DriveContext } from "./context.ts";
import { redrive } from "./redrive.ts";
import { openWaits } from "./waits.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function openQueues(kind: "standard" | "fifo") {
  const app = buildApp({ logger: false });
  cleanups.push(() => app.close());
  const endpoint = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  const clients = clientsFor(endpoint, { region: "us-east-1", allowedHosts: ["127.0.0.1"], maxAttempts: 1 });
  cleanups.push(() => clients.destroy());
  const fifo = kind === "fifo";
  const create = async (name: string) => {
    const QueueName = fifo ? `${name}.fifo` : name;
    const Attributes = fifo ? { FifoQueue: "true" } : {};
    return (await clients.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? "";
  };
  return { clients, urls: { Source: await create("Source"), Dlq: await create("Dlq") } };
}

function contextOf(
  clients: Clients,
  urls: Readonly<Record<string, string>>,
): { context: DriveContext; lines: Line[]; journal: JournalWriter } {
  const journal = openJournal(path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-drive-")), "j"));
  cleanups.push(() => journal.close());
  const lines: Line[] = [];
  journal.onLine((line) => lines.push(line));
  const context: DriveContext = {
    journal,
    clients,
    impatient: clients,
    signal: new AbortController().signal,
    refOf: (hop) => urls[hop] ?? "",
    sourceOf: () => "Source",
    orderOf: (body) => body,
    hasMoveTask: false,
    tellsGone: true,
    holdEvidence: () => () => {},
    beforeRedrive: async () => () => {},
  };
  return { context, lines, journal };
}

/** How many messages a queue holds, seen or hidden. */
async function countAt(url: string, { sqs }: Clients): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return (
    Number(Attributes?.ApproximateNumberOfMessages) +
    Number(Attributes?.ApproximateNumberOfMessagesNotVisible)
  );
}

test("a message whose send fails stays in the dead letter queue; the others are moved", async () => {
  const { clients, urls } = await openQueues("standard");
  for (const body of ["a", "refused", "c"])
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: urls.Dlq, MessageBody: body }));
  clients.sqs.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as { QueueUrl?: string; MessageBody?: string };
      if (input.QueueUrl === urls.Source && input.MessageBody === "refused")
        throw Object.assign(new Error("refused on purpose"), { $metadata: { httpStatusCode: 400 } });
      return next(args);
    },
    { step: "initialize" },
  );
  const { context, lines } = contextOf(clients, urls);
  await redrive("Dlq", context);
  expect({
    moved: await countAt(urls.Source, clients),
    kept: await countAt(urls.Dlq, clients),
    gone: lines.filter((line) => line.kind === "message.gone").map((line) => line.order),
    failed: lines.filter((line) => line.kind === "op.failed").map((line) => line.order),
  }).toEqual({ moved: 2, kept: 1, gone: ["a", "c"], failed: ["refused"] });
});

test("a FIFO message is sent under a new deduplication id, so that SQS does not swallow it", async () => {
  const { clients, urls } = await openQueues("fifo");
  const message = { MessageBody: "a", MessageGroupId: "g", MessageDeduplicationId: "d" };
  // The first sending is still within the five minutes in which its id counts (FIFO-04).
  await clients.sqs.send(new SendMessageCommand({ ...message, QueueUrl: urls.Source }));
  await clients.sqs.send(new SendMessageCommand({ ...message, QueueUrl: urls.Dlq }));
  const { context } = contextOf(clients, urls);
  await redrive("Dlq", context);
  expect({
    source: await countAt(urls.Source, clients),
    kept: await countAt(urls.Dlq, clients),
  }).toEqual({ source: 2, kept: 0 });
});

const seen = (hop: string, order: string) =>
  ({
    kind: "message.seen",
    actor: "observe",
    hop,
    order,
    data: { messageId: order, receives: 1, by: "probe", bodySha: "0".repeat(64), body: "b" },
  }) as const;

test("three waits that are pending at once each get their own sign, and one sign serves all that wait for it", async () => {
  const { context, journal } = contextOf({} as Clients, {});
  const waits = openWaits(journal, context.signal);
  const at = (hop: string) => (line: Line) => line.kind === "message.seen" && line.hop === hop;
  const pending = Promise.all([
    waits.forOrder("a at Q", 60_000, at("Q")),
    waits.forOrder("again a at Q", 60_000, at("Q")),
    waits.forOrder("b at R", 60_000, at("R")),
  ]);
  journal.append(seen("R", "b"));
  journal.append(seen("Q", "a"));
  expect(await pending).toEqual([undefined, undefined, undefined]);
});

test("a wait for two signs is not over with one, and its error says what came nearest", async () => {
  const { context, journal } = contextOf({} as Clients, {});
  const waits = openWaits(journal, context.signal);
  const wait = waits.forCount("two at Q", 300, 2, (line) => line.kind === "message.seen" && line.hop === "Q");
  journal.append(seen("Q", "a"));
  await expect(wait).rejects.toThrow(
    "two at Q was not seen within 300 ms; the last sign was message.seen of a at Q (seq 1)",
  );
});
