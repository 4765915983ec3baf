// Benchmark: SQS over HTTP beside a peer in the same run: sends a second, single and in batches of ten, by sixteen clients with a
// connection each; and what serve itself costs: its start, its memory with 100,000 messages, its speed with 10 and 10,000 queues.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { sendAgain, sqsRequest } from "./client.ts";

const CLIENTS = 16;
const SENDS = 16_000;
const ROUNDS = 3;
const STARTS = 7;
const QUEUED = 100_000;
const BODY = JSON.stringify({
  orderId: "bench/1",
  customer: "c-1",
  sku: "A-1",
  quantity: 1,
  order_value: 1500,
});

interface Server {
  readonly url: URL;
  readonly child: ChildProcess;
  readonly readyMs: number;
}

const SERVE = ["bin/ordeal.js", "serve", "--port", "0", "--json"];
const FAUXQS = ["checks/fauxqs.ts"];

export async function benchSqs(): Promise<void> {
  const starts: number[] = [];
  for (let i = 0; i < STARTS; i += 1) {
    const server = await start(SERVE);
    starts.push(Math.round(server.readyMs));
    await stop(server);
  }
  console.log(`serve: ready after ${starts.toSorted((a, b) => a - b).join(", ")} ms (aim 150)`);
  const ours = await ratesOf("ordeal serve", SERVE);
  const theirs = await ratesOf("fauxqs 2.4.1", FAUXQS);
  console.log(`single sends: ${(ours.single / theirs.single).toFixed(2)} of fauxqs (aim 1.3)`);
  console.log(`batches of ten: ${(ours.batch / theirs.batch).toFixed(2)} of fauxqs (aim 2)`);
  await benchMemory();
  await benchQueues();
}

async function ratesOf(name: string, command: readonly string[]): Promise<{ single: number; batch: number }> {
  const server = await start(command);
  const QueueUrl = await createQueue(server, "bench");
  const single = { QueueUrl, MessageBody: BODY };
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: BODY }));
  const best = { single: 0, batch: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    best.single = Math.max(best.single, await rate(server, "SendMessage", single, SENDS));
    best.batch = Math.max(
      best.batch,
      10 * (await rate(server, "SendMessageBatch", { QueueUrl, Entries }, SENDS / 10)),
    );
  }
  await stop(server);
  console.log(
    `${name}: ${Math.round(best.single)} messages/s single, ${Math.round(best.batch)} in batches of ten`,
  );
  return best;
}

async function benchMemory(): Promise<void> {
  const server = await start(SERVE);
  const QueueUrl = await createQueue(server, "bench");
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: BODY }));
  await rate(server, "SendMessageBatch", { QueueUrl, Entries }, QUEUED / 10);
  const status = readFileSync(`/proc/${server.child.pid ?? 0}/status`, "utf8");
  const mib = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
  await stop(server);
  console.log(`${QUEUED} messages queued: ${mib} MiB resident (aim under 200)`);
}

async function benchQueues(): Promise<void> {
  const rates: number[] = [];
  for (const count of [10, 10_000]) {
    const server = await start(SERVE);
    let QueueUrl = "";
    for (let index = 0; index < count; index += 1) QueueUrl = await createQueue(server, `q-${index}`);
    rates.push(Math.round(await rate(server, "SendMessage", { QueueUrl, MessageBody: BODY }, SENDS)));
    await stop(server);
  }
  console.log(`with 10 queues ${rates[0]} sends/s, with 10,000 queues ${rates[1]}`);
}

/** Calls a second, by all clients together. */
async function rate({ url }: Server, operation: string, members: object, calls: number): Promise<number> {
  const request = sqsRequest(url, operation, members);
  const startMs = performance.now();
  const each = Math.ceil(calls / CLIENTS);
  await Promise.all(Array.from({ length: CLIENTS }, () => sendAgain(url, request, each)));
  return (each * CLIENTS * 1000) / (performance.now() - startMs);
}

async function createQueue({ url }: Server, QueueName: string): Promise<string> {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.CreateQueue" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ QueueName }) });
  return ((await answer.json()) as { QueueUrl: string }).QueueUrl;
}

function start(command: readonly string[]): Promise<Server> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [...command], { stdio: ["pipe", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.stdout.once("data", (chunk: Buffer) => {
      const { url } = JSON.parse(chunk.toString("utf8")) as { url: string };
      resolve({ url: new URL(url), child, readyMs: performance.now() - startMs });
    });
  });
}

async function stop({ child }: Server): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await ended;
}
