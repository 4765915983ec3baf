// Benchmark: SQS over HTTP beside a peer in the same run, turn by turn: single sends, batches of ten, and whole rounds of ten (sent,
// received, deleted), by sixteen clients with a connection each; and what serve itself costs: its start, its memory with 100,000
// messages, its speed with 10 and 10,000 queues. Beside calls a second stands what the server's process took of the processors for a
// call, all threads: on a machine that others use too it is the figure to compare. The floor is what a bare server on Node takes for the
// same answers (bare.ts). And the client's own, to see that it is no brake.
import { type Client, openClient, sqsRequest } from "./client.ts";
import { cpuUsOf, createQueue, residentMib, type Server, start, stop } from "./sqs-server.ts";

const CLIENTS = 16;
/** In a round; after as many as two rounds the code is compiled for good. */
const SENDS = 48_000;
const ROUNDS = 5;
const STARTS = 7;
const QUEUED = 100_000;
const BATCH = 10;
/** So many different requests take turns. */
const VARIETY = 64;
const SERVE = ["bin/ordeal.js", "serve", "--port", "0", "--json"];
const FAUXQS = ["checks/fauxqs.ts"];
const BARE = ["checks/bench/bare.ts"];

const bodyOf = (n: number): string =>
  JSON.stringify({ orderId: `bench/${n}`, customer: "c-1", sku: "A-1", quantity: 1, order_value: 1500 });

/** What one client does once, the `turn`th in all. */
type Job = (client: Client, turn: number) => Promise<unknown>;

/** Once: one call, or the three calls of a round. */
interface Spent {
  readonly aSecond: number;
  readonly serverUs: number;
  readonly clientUs: number;
}

interface Work {
  readonly name: string;
  readonly aim: string;
  readonly times: number;
  readonly jobOn: (server: Server) => Promise<Job>;
}

const WORKS: readonly Work[] = [
  { name: "single sends", aim: "aim 1.3", times: SENDS, jobOn: singles },
  { name: "batches of ten", aim: "aim 2", times: SENDS / BATCH, jobOn: batches },
  { name: "ten sent, received and deleted", aim: "aim 2", times: SENDS / BATCH, jobOn: wholeRounds },
];

export async function benchSqs(): Promise<void> {
  await benchStarts();
  const ours = await start(SERVE);
  const servers = [ours, await start(FAUXQS), await start(BARE)];
  for (const work of WORKS) await compare(work, servers);
  for (const server of servers) await stop(server);
  await benchMemory();
  await benchQueues();
}

async function benchStarts(): Promise<void> {
  const starts: number[] = [];
  for (let i = 0; i < STARTS; i += 1) {
    const server = await start(SERVE);
    starts.push(Math.round(server.readyMs));
    await stop(server);
  }
  console.log(`serve: ready after ${starts.toSorted((a, b) => a - b).join(", ")} ms (aim 150)`);
}

/** By turns, so that a busy moment strikes all; the best round of each counts. */
async function compare({ name, aim, times, jobOn }: Work, servers: readonly Server[]): Promise<void> {
  const turns: { readonly server: Server; readonly job: Job; readonly rounds: Spent[] }[] = [];
  for (const server of servers) turns.push({ server, job: await jobOn(server), rounds: [] });
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { server, job, rounds } of turns) rounds.push(await measure(server, times, job));
  const [own, peer, floor] = turns.map(({ rounds }) => bestOf(rounds));
  if (own === undefined || peer === undefined || floor === undefined) return;
  console.log(
    `${name}: ${Math.round(own.aSecond)} a second, fauxqs 2.4.1 ${Math.round(peer.aSecond)}: ${ratio(own.aSecond, peer.aSecond)} (${aim}); ` +
      `server ${Math.round(own.serverUs)} us of CPU each, fauxqs ${Math.round(peer.serverUs)}: ${ratio(peer.serverUs, own.serverUs)}; ` +
      `floor ${Math.round(floor.serverUs)} us, fauxqs by the floor ${ratio(peer.serverUs, floor.serverUs)}; client ${Math.round(own.clientUs)} us`,
  );
}

const ratio = (one: number, other: number): string => (one / other).toFixed(2);

const bestOf = (rounds: readonly Spent[]): Spent => ({
  aSecond: Math.max(...rounds.map(({ aSecond }) => aSecond)),
  serverUs: Math.min(...rounds.map(({ serverUs }) => serverUs)),
  clientUs: Math.min(...rounds.map(({ clientUs }) => clientUs)),
});

/** All clients together, each as fast as it is answered. */
async function measure(server: Server, times: number, job: Job): Promise<Spent> {
  const clients = Array.from({ length: CLIENTS }, () => openClient(server.url));
  const [startMs, serverUs, own] = [performance.now(), cpuUsOf(server), process.cpuUsage()];
  let turn = 0;
  const work = async (client: Client): Promise<void> => {
    while (turn < times) await job(client, (turn += 1));
  };
  await Promise.all(clients.map(work));
  const { user, system } = process.cpuUsage(own);
  const spent = {
    aSecond: (times * 1_000) / (performance.now() - startMs),
    serverUs: (cpuUsOf(server) - serverUs) / times,
    clientUs: (user + system) / times,
  };
  for (const client of clients) client.close();
  return spent;
}

async function singles(server: Server): Promise<Job> {
  const QueueUrl = await createQueue(server, "singles");
  const requests = Array.from({ length: VARIETY }, (_, n) =>
    sqsRequest(server.url, "SendMessage", { QueueUrl, MessageBody: bodyOf(n) }),
  );
  return (client, turn) => client.call(requestAt(requests, turn));
}

async function batches(server: Server): Promise<Job> {
  const requests = batchesTo(server, await createQueue(server, "batches"));
  return (client, turn) => client.call(requestAt(requests, turn));
}

/** What a worker does all day, on a queue that never grows long. */
async function wholeRounds(server: Server): Promise<Job> {
  const QueueUrl = await createQueue(server, "rounds");
  const sends = batchesTo(server, QueueUrl);
  const receive = sqsRequest(server.url, "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: BATCH });
  return async (client, turn) => {
    await client.call(requestAt(sends, turn));
    const handles = (await client.call(receive)).matchAll(/"ReceiptHandle":"([^"]*)"/g);
    const Entries = [...handles].map(([, ReceiptHandle], index) => ({ Id: String(index), ReceiptHandle }));
    await client.call(sqsRequest(server.url, "DeleteMessageBatch", { QueueUrl, Entries }));
  };
}

function batchesTo({ url }: Server, QueueUrl: string): readonly Buffer[] {
  return Array.from({ length: VARIETY }, (_, n) => {
    const Entries = Array.from({ length: BATCH }, (_entry, index) => ({
      Id: String(index),
      MessageBody: bodyOf(BATCH * n + index),
    }));
    return sqsRequest(url, "SendMessageBatch", { QueueUrl, Entries });
  });
}

const requestAt = (requests: readonly Buffer[], turn: number): Buffer =>
  requests[turn % requests.length] ?? Buffer.alloc(0);

async function benchMemory(): Promise<void> {
  const server = await start(SERVE);
  await measure(server, QUEUED / BATCH, await batches(server));
  const mib = residentMib(server);
  await stop(server);
  console.log(`${QUEUED} messages queued: ${mib} MiB resident (aim under 200)`);
}

async function benchQueues(): Promise<void> {
  const spent: Spent[] = [];
  for (const count of [10, 10_000]) {
    const server = await start(SERVE);
    for (let index = 1; index < count; index += 1) await createQueue(server, `q-${index}`);
    spent.push(await measure(server, SENDS, await singles(server)));
    await stop(server);
  }
  const [few, many] = spent.map(
    ({ aSecond, serverUs }) => `${Math.round(aSecond)} sends/s and ${Math.round(serverUs)} us of CPU each`,
  );
  console.log(`with 10 queues ${few}, with 10,000 queues ${many}`);
}
