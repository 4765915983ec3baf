// SIGKILL after each create call in turn: between the target's answer and the caller. A sweep then removes everything, a second one finds
// nothing, and what belongs to somebody else is untouched. All through the command line, against `ordeal serve`'s world.
import { spawn } from "node:child_process";
import http from "node:http";
import path from "node:path";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutBucketTaggingCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateTopicCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { LOOSE_TYPES, looseKind } from "../src/provision/loose/index.ts";
import { serveWorld } from "../src/scenario/served-world.ts";
import { type Clients, clientsFor } from "../src/target/clients.ts";

const LIMIT_MS = 600_000;
/** Each create call takes a run and two sweeps: `npm test` takes some of them, `.ci/run` all. */
const ALL = process.env.ORDEAL_EVERY_CREATE !== undefined;
const BIN = path.resolve("bin/ordeal.js");

interface Front extends AsyncDisposable {
  readonly url: URL;
  /** Create calls that were answered. */
  readonly creates: string[];
  /** Called in the place of the answer to a create call; true where the caller is gone. */
  onCreate: (count: number) => boolean;
}

/** Before the served world: tells of each create call once it is answered. Without CloudFormation where that is to be so. */
async function startFront(world: URL, { hasStacks }: { readonly hasStacks: boolean }): Promise<Front> {
  const creates: string[] = [];
  const front = { creates, onCreate: (_count: number) => false };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const action = actionOf(request, body);
      if (!hasStacks && action === "ListStacks") {
        response.writeHead(501).end("no CloudFormation here");
        return;
      }
      const { method, headers } = request;
      const onward = http.request(new URL(request.url ?? "/", world), { method, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const isMade = /^(Create|Subscribe|Put|Add)/.test(action) && (answer.statusCode ?? 500) < 300;
          if (isMade) creates.push(action);
          if (isMade && front.onCreate(creates.length)) return;
          response.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(parts));
        });
      });
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return Object.assign(front, {
    url: new URL(`http://127.0.0.1:${port}`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  });
}

/** By the target header, the form's Action, or the method and the path of a REST call. */
function actionOf({ headers, method = "", url = "" }: http.IncomingMessage, body: Buffer): string {
  const target = String(headers["x-amz-target"] ?? "");
  if (target !== "") return target.slice(target.lastIndexOf(".") + 1);
  const form = new URLSearchParams(body.toString("utf8")).get("Action");
  if (form !== null) return form;
  if (method === "POST" && /\/(functions|event-source-mappings)\/?$/.test(url)) return "CreateLambda";
  if (method === "POST" && /\/policy$/.test(url)) return "AddPermission";
  return method === "PUT" ? "Put" : method;
}

async function ordeal(args: readonly string[], started: (kill: () => void) => void = () => {}) {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  started(() => child.kill("SIGKILL"));
  let out = "";
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const ended = await new Promise<string | number | null>((resolve) =>
    child.once("close", (code, signal) => resolve(signal ?? code)),
  );
  return { ended, out, said };
}

const sweep = async (url: URL) => {
  const { ended, out } = await ordeal(["sweep", "--target", `endpoint=${url.href}`, "--json"]);
  return { ended, ...(JSON.parse(out) as { deleted: string[]; left: string[]; wanted: unknown[] }) };
};

/** Names that are somebody else's: one close to ours, and one with tags. */
async function placeForeign(clients: Clients): Promise<void> {
  const tags = { team: "billing" };
  const Tags = [{ Key: "team", Value: "billing" }];
  await clients.sqs.send(new CreateQueueCommand({ QueueName: "ordealistic-orders", tags }));
  await clients.sqs.send(new CreateQueueCommand({ QueueName: "ordeal-look-alike", tags }));
  await clients.sns.send(new CreateTopicCommand({ Name: "ordeal-look-alike", Tags }));
  const dynamoDb = await clients.dynamoDb();
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: "ordeal-look-alike",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      Tags,
    }),
  );
  const s3 = await clients.s3();
  const Bucket = "ordeal-look-alike";
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: Tags } }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "theirs", Body: "theirs" }));
}

/** Everything that stands, of every kind. */
async function standing(clients: Clients): Promise<readonly string[]> {
  const all: string[] = [];
  for (const type of LOOSE_TYPES) {
    const names = (await (await looseKind(type))?.list("", clients)) ?? [];
    all.push(...names.map((name) => `${type} ${name.slice(name.lastIndexOf(":") + 1)}`));
  }
  return all.toSorted();
}

const FOREIGN = [
  "AWS::DynamoDB::Table ordeal-look-alike",
  "AWS::S3::Bucket ordeal-look-alike",
  "AWS::SNS::Topic ordeal-look-alike",
  "AWS::SQS::Queue ordeal-look-alike",
  "AWS::SQS::Queue ordealistic-orders",
];

test.each([
  { what: "run", args: ["run", "high-value-boundary"], hasStacks: false, atLeast: 11, every: 4 },
  { what: "run", args: ["run", "high-value-boundary"], hasStacks: true, atLeast: 4, every: 2 },
  { what: "up", args: ["up", "--system", "messaging"], hasStacks: false, atLeast: 20, every: 7 },
  { what: "up", args: ["up", "--system", "messaging"], hasStacks: true, atLeast: 4, every: 6 },
])(
  "$what, with stacks: $hasStacks",
  async ({ args, hasStacks, atLeast, every }) => {
    const world = await serveWorld({ port: 0, clock: "real", seed: "1", account: "000000000000" });
    const clients = clientsFor(world.url, { region: "us-east-1", allowedHosts: ["127.0.0.1"] });
    try {
      await placeForeign(clients);
      await using front = await startFront(world.url, { hasStacks });
      for (let at = 1; ; at += ALL ? 1 : every) {
        let kill = (): void => {};
        front.creates.length = 0;
        front.onCreate = (count) => {
          if (count < at) return false;
          kill();
          return true;
        };
        const target = ["--target", `endpoint=${front.url.href}`];
        const { ended, out } = await ordeal([...args, ...target, "--json"], (given) => (kill = given));
        if (ended !== "SIGKILL") {
          // Every create call had its turn: what stands now stands on purpose.
          expect({ ended, isEnough: at > atLeast }).toEqual({ ended: 0, isEnough: true });
          if (args[0] === "up") await ordeal(["down", (JSON.parse(out) as { run: string }).run]);
          expect(await standing(clients)).toEqual(FOREIGN);
          return;
        }
        front.onCreate = () => false;
        const first = await sweep(front.url);
        expect({ at, after: front.creates.at(-1), ended: first.ended, left: first.left }).toEqual({
          at,
          after: front.creates.at(-1),
          ended: 0,
          left: [],
        });
        const second = await sweep(front.url);
        const stands = await standing(clients);
        expect({ at, ended: second.ended, deleted: second.deleted, wanted: second.wanted, stands }).toEqual({
          at,
          ended: 0,
          deleted: [],
          wanted: [],
          stands: FOREIGN,
        });
      }
    } finally {
      clients.destroy();
      await world.close();
    }
  },
  LIMIT_MS,
);
