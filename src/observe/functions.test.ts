// What functions tell, journaled: in the order of their own numbers, once, by logical id; and when a message they handled is gone.
import { mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openJournal } from "../journal/writer.ts";
import { openFunctionEvidence } from "./function-evidence.ts";
import { openDepartures } from "./function-probe.ts";

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:InventoryQueue";
const FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:InventoryWorker";
const seen = (n: number, messageId = "m-1") => ({
  n,
  kind: "message.seen",
  where: QUEUE,
  order: "s/one",
  data: { messageId, receives: 1, by: "consumer", bodySha: "0".repeat(64) },
});
const outcome = (n: number, ref: number, word: string, messageId = "m-1") => ({
  n,
  kind: "call.seen",
  where: FUNCTION,
  order: "s/one",
  ref,
  data: { requestId: "r.0", outcome: word, messageId },
});
const told = (environment: string, ...lines: readonly object[]) => JSON.stringify({ environment, lines });
const empty = new Map([["InventoryQueue", { visible: 0, inflight: 0, delayed: 0 }]]);
const busy = new Map([["InventoryQueue", { visible: 0, inflight: 1, delayed: 0 }]]);

/** What stands in the journal after `drive`: kind, hop, position and cause of each line. */
async function journalOf(
  drive: (evidence: ReturnType<typeof openFunctionEvidence>, depths: (sample: typeof empty) => void) => void,
): Promise<readonly unknown[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ordeal-functions-"));
  const journal = openJournal(folder);
  const hopOf = (physical: string) => physical.slice(physical.lastIndexOf(":") + 1);
  const evidence = openFunctionEvidence({ journal, hopOf });
  const departures = openDepartures(journal);
  evidence.onTold((one) => departures.told(one));
  drive(evidence, (sample) => departures.depths(sample));
  await journal.close();
  const text = readFileSync(path.join(folder, "journal.ndjson"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { kind, hop, at, cause } = JSON.parse(line) as Record<string, unknown>;
      return [kind, hop, (at as { n: string } | undefined)?.n, cause];
    });
}

const RECEIVE = ["message.seen", "InventoryQueue", "1", undefined];
const OK = ["call.seen", "InventoryWorker", "2", 1];
const GONE = ["message.gone", "InventoryQueue", undefined, 2];

test("lines that the queue brings out of order, or twice, stand in order and once", async () => {
  const lines = await journalOf((evidence) => {
    evidence.take(told("e1", outcome(2, 1, "ok")));
    evidence.take(told("e1", seen(1)));
    evidence.take(told("e1", seen(1)));
  });
  expect(lines).toEqual([RECEIVE, OK]);
});

test("an environment that starts anew counts anew", async () => {
  const lines = await journalOf((evidence) => {
    evidence.take(told("e1", seen(1)));
    evidence.take(told("e2", seen(1)));
  });
  expect(lines).toEqual([RECEIVE, RECEIVE]);
});

test("a message is gone once its outcome is ok and the queue was empty twice after that", async () => {
  const lines = await journalOf((evidence, depths) => {
    depths(empty);
    depths(empty);
    evidence.take(told("e1", seen(1), outcome(2, 1, "ok")));
    depths(empty);
    depths(busy);
    depths(empty);
    evidence.take(told("e2", seen(1, "m-2")));
    depths(empty);
    depths(empty);
  });
  expect(lines).toEqual([RECEIVE, OK, RECEIVE, GONE]);
});

test("a message that failed is not gone, however empty its queue looks", async () => {
  const lines = await journalOf((evidence, depths) => {
    evidence.take(told("e1", seen(1), outcome(2, 1, "error")));
    for (let samples = 0; samples < 5; samples += 1) depths(empty);
  });
  expect(lines).toEqual([RECEIVE, ["call.seen", "InventoryWorker", "2", 1]]);
});

test("a message that came back after its ok is not gone before it is handled again", async () => {
  const lines = await journalOf((evidence, depths) => {
    evidence.take(told("e1", seen(1), outcome(2, 1, "ok")));
    depths(empty);
    evidence.take(told("e1", seen(3)));
    depths(empty);
    depths(empty);
  });
  expect(lines).toEqual([RECEIVE, OK, ["message.seen", "InventoryQueue", "3", undefined]]);
});
