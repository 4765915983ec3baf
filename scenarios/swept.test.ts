// SIGKILL after each create call in turn: between the target's answer and the caller. A sweep then removes everything, a second one finds
// nothing, and what belongs to somebody else is untouched. All through the command line, against `ordeal serve`'s world.
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
} from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetPolicyCommand,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutBucketTaggingCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateTopicCommand, ListSubscriptionsByTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { serveWorld } from "../src/scenario/served-world.ts";
import { type Clients, clientsFor } from "../src/target/clients.ts";
import { standing } from "../checks/standing.ts";

const LIMIT_MS = 600_000;
/** Each create call takes a run and two sweeps: `npm test` takes a late one, `.ci/run` all. */
const ALL = process.env.ORDEAL_EVERY_KILL !== undefined;
const BIN = path.resolve("bin/ordeal.js");

interface Front extends AsyncDisposable {
  readonly url: URL;
  /** Create calls that were answered. */
  readonly creates: string[];
  /** Called in the place of the answer to a create call; true where the caller is gone. */
  onCreate: (count: number) => boolean;
  /** What is answered 200 and not done. */
  refuses: (action: string, body: string) => boolean;
}

/** Before the served world: tells of each create call once it is answered. Without CloudFormation where that is to be so. */
async function startFront(world: URL, { hasStacks }: { readonly hasStacks: boolean }): Promise<Front> {
  const creates: string[] = [];
  const front = {
    creates,
    onCreate: (_count: number) => false,
    refuses: (_action: string, _body: string) => false,
  };
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
      if (front.refuses(action, body.toString("utf8"))) {
        response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end("{}");
        return;
      }
      const { method, headers } = request;
      const onward = http.request(new URL(request.url ?? "/", world), { method, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const isMade = /^(Create|Subscribe|Put|Add|Set)/.test(action) && (answer.statusCode ?? 500) < 300;
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
  if (method === "POST" && url.endsWith("/policy")) return "AddPermission";
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

const sweep = async (url: URL, ...more: readonly string[]) => {
  const { ended, out } = await ordeal(["sweep", "--target", `endpoint=${url.href}`, "--json", ...more]);
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

const FOREIGN = [
  "AWS::DynamoDB::Table ordeal-look-alike",
  "AWS::S3::Bucket ordeal-look-alike",
  "AWS::SNS::Topic ordeal-look-alike",
  "AWS::SQS::Queue ordeal-look-alike",
  "AWS::SQS::Queue ordealistic-orders",
];

/** A served world with foreign resources in it, and a front before it. */
async function openPlace(options: { readonly hasStacks: boolean }) {
  const world = await serveWorld({ port: 0, clock: "real", seed: "1", account: "000000000000" });
  const clients = clientsFor(world.url, { region: "us-east-1", allowedHosts: ["127.0.0.1"] });
  await placeForeign(clients);
  const front = await startFront(world.url, options);
  return {
    clients,
    front,
    async [Symbol.asyncDispose]() {
      await front[Symbol.asyncDispose]();
      clients.destroy();
      await world.close();
    },
  };
}

interface Kills {
  /** Create calls after which the command was killed. */
  readonly kills: number;
  /** Create calls of the command that was left alone. */
  readonly creates: number;
  /** What a sweep did not do as it should, by the create call before it. */
  readonly problems: readonly object[];
  /** How the command ended when it was left alone. */
  readonly ended: string | number | null;
}

/** Kills the command after the create call of that number, where it makes so many. */
async function killedAt(at: number, args: readonly string[], front: Front): ReturnType<typeof ordeal> {
  let kill = (): void => {};
  front.creates.length = 0;
  front.onCreate = (count) => {
    if (count < at) return false;
    kill();
    return true;
  };
  const end = await ordeal(args, (given) => (kill = given));
  front.onCreate = () => false;
  return end;
}

/** Kills the command after one create call after the other, or after the sampled ones, and sweeps twice after each; then leaves it alone. */
async function killEach(
  args: readonly string[],
  front: Front,
  clients: Clients,
  sampled: readonly number[],
): Promise<Kills> {
  const problems: object[] = [];
  const target = ["--target", `endpoint=${front.url.href}`];
  for (let turn = 0; ; turn += 1) {
    const at = ALL ? turn + 1 : (sampled[turn] ?? Number.POSITIVE_INFINITY);
    const { ended, out } = await killedAt(at, [...args, ...target, "--json"], front);
    if (ended !== "SIGKILL") {
      // What stands now stands on purpose.
      if (args[0] === "up") await ordeal(["down", (JSON.parse(out) as { run: string }).run]);
      return { kills: turn, creates: front.creates.length, problems, ended };
    }
    const first = await sweep(front.url);
    const second = await sweep(front.url);
    const left = (await standing(clients)).filter((name) => !FOREIGN.includes(name));
    const isClean = first.ended === 0 && second.ended === 0 && second.deleted.length === 0;
    if (!isClean || second.wanted.length > 0 || left.length > 0)
      problems.push({ at, after: front.creates.at(-1), first, second, left });
  }
}

// After the last call but one stands nearly all that a sweep has to take apart in order.
test.concurrent.each([
  { what: "run", args: ["run", "high-value-boundary"], hasStacks: false, creates: 11, sampled: [10] },
  { what: "run", args: ["run", "high-value-boundary"], hasStacks: true, creates: 4, sampled: [3] },
  { what: "up", args: ["up", "--system", "messaging"], hasStacks: false, creates: 20, sampled: [19] },
  { what: "up", args: ["up", "--system", "messaging"], hasStacks: true, creates: 4, sampled: [3] },
])(
  "SIGKILL after each create call of $what, with stacks: $hasStacks",
  async ({ args, hasStacks, creates, sampled }) => {
    await using place = await openPlace({ hasStacks });
    const { kills, creates: made, ...end } = await killEach(args, place.front, place.clients, sampled);
    expect(end).toEqual({ problems: [], ended: 0 });
    expect(made).toBeGreaterThanOrEqual(creates);
    expect(kills).toBe(ALL ? made : sampled.length);
    expect(await standing(place.clients)).toEqual(FOREIGN);
  },
  LIMIT_MS,
);

test.concurrent(
  "what cannot be deleted is named, and the sweep is 3; another machine's lease holds, and a lease that ran out does not",
  async () => {
    await using place = await openPlace({ hasStacks: true });
    const { sqs } = place.clients;
    const leases = [
      { QueueName: "ordeal-stuck", expires: "2026-01-01T00:00:00.000Z" },
      { QueueName: "ordeal-over", expires: "2026-01-01T00:00:00.000Z" },
      { QueueName: "ordeal-theirs", expires: "2999-01-01T00:00:00.000Z" },
    ];
    for (const { QueueName, expires } of leases) {
      const tags = { "ordeal:run": "r1", "ordeal:expires": expires, "ordeal:holder": "elsewhere/1/1" };
      await sqs.send(new CreateQueueCommand({ QueueName, tags }));
    }
    place.front.refuses = (action, body) => action === "DeleteQueue" && body.includes("ordeal-stuck");
    const swept = await sweep(place.front.url);
    expect({ ...swept, wanted: swept.wanted.length }).toMatchObject({
      ended: 3,
      deleted: ["ordeal-over"],
      left: ["ordeal-stuck"],
      wanted: 1,
    });
    place.front.refuses = () => false;
    const { ended, deleted } = await sweep(place.front.url, "--all");
    expect({ ended, deleted: deleted.toSorted() }).toEqual({
      ended: 0,
      deleted: ["ordeal-stuck", "ordeal-theirs"],
    });
    expect(await standing(place.clients)).toEqual(FOREIGN);
  },
  LIMIT_MS,
);

const OVER = {
  "ordeal:run": "r1",
  "ordeal:expires": "2026-01-01T00:00:00.000Z",
  "ordeal:holder": "elsewhere/1/1",
};
const ARN_OF = (service: string, name: string): string => `arn:aws:${service}:us-east-1:000000000000:${name}`;
const policy = (more: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });

async function placeTheirFunction(clients: Clients): Promise<void> {
  const [iam, lambda] = [await clients.iam(), await clients.lambda()];
  const trust = policy({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
  const role = { RoleName: "their-role", AssumeRolePolicyDocument: trust };
  const { Role } = await iam.send(new CreateRoleCommand(role));
  const ZipFile = zipSync({ "index.js": new TextEncoder().encode("exports.handler = async () => 1;") });
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "their-function",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: Role?.Arn,
      Code: { ZipFile },
    }),
  );
}

/** A function, a role and a topic of somebody else's, each joined to a queue of ours and to one of theirs. */
async function joinToForeign(clients: Clients): Promise<void> {
  const { sqs, sns, logs } = clients;
  const [iam, lambda] = [await clients.iam(), await clients.lambda()];
  await placeTheirFunction(clients);
  await sns.send(new CreateTopicCommand({ Name: "their-topic" }));
  const Document = policy({ Action: "sqs:*", Resource: "*" });
  for (const { whose, tags } of [
    { whose: "ordeal-r1", tags: OVER },
    { whose: "their", tags: { team: "billing" } },
    // Of our prefix, but nobody says that it is ours.
    { whose: "ordeal-their", tags: { team: "billing" } },
  ]) {
    await sqs.send(new CreateQueueCommand({ QueueName: `${whose}-queue`, tags }));
    const queue = ARN_OF("sqs", `${whose}-queue`);
    const TopicArn = ARN_OF("sns", "their-topic");
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queue }));
    await lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: "their-function",
        EventSourceArn: queue,
        Tags: tags,
      }),
    );
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const named = { PolicyName: `${whose}-policy`, PolicyDocument: Document, Tags };
    const { Policy: { Arn: PolicyArn } = {} } = await iam.send(new CreatePolicyCommand(named));
    await iam.send(new AttachRolePolicyCommand({ RoleName: "their-role", PolicyArn }));
    await iam.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: Document, SetAsDefault: true }),
    );
    await logs("CreateLogGroup", { logGroupName: `${whose}-group`, tags });
  }
}

const countOf = (all: readonly string[]) => (type: string) =>
  all.filter((one) => one.startsWith(`${type} `)).length;

test.concurrent(
  "what joins ours to somebody else's goes, what is somebody else's stays: mappings, subscriptions, policies, log groups",
  async () => {
    await using place = await openPlace({ hasStacks: true });
    await joinToForeign(place.clients);
    const before = await standing(place.clients);
    const swept = await sweep(place.front.url);
    expect({ ...swept, deleted: swept.deleted.length }).toMatchObject({ ended: 0, deleted: 5, left: [] });
    const after = await standing(place.clients);
    const gone = before.filter((one) => !after.includes(one)).map((one) => one.slice(0, one.indexOf(" ")));
    expect(gone.toSorted()).toEqual([
      "AWS::IAM::ManagedPolicy",
      "AWS::Lambda::EventSourceMapping",
      "AWS::Logs::LogGroup",
      "AWS::SNS::Subscription",
      "AWS::SQS::Queue",
    ]);
    expect(["AWS::Lambda::EventSourceMapping", "AWS::SNS::Subscription"].map(countOf(after))).toEqual([2, 2]);
    const again = await sweep(place.front.url);
    expect({ ended: again.ended, deleted: again.deleted }).toEqual({ ended: 0, deleted: [] });
  },
  LIMIT_MS,
);

/** A queue of its own, and what it writes on a function, a queue and a topic of somebody else's. */
const writesOnTheirs = (queueUrl: string) => ({
  Resources: {
    Own: { Type: "AWS::SQS::Queue" },
    Allows: {
      Type: "AWS::Lambda::Permission",
      Properties: {
        FunctionName: "their-function",
        Action: "lambda:InvokeFunction",
        Principal: "sns.amazonaws.com",
      },
    },
    Opens: {
      Type: "AWS::SQS::QueuePolicy",
      Properties: {
        Queues: [queueUrl],
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
        },
      },
    },
    Joins: {
      Type: "AWS::SNS::Subscription",
      Properties: {
        TopicArn: ARN_OF("sns", "their-topic"),
        Protocol: "sqs",
        Endpoint: ARN_OF("sqs", "ordealistic-orders"),
      },
    },
  },
});

/** The statements on their function, the policy of their queue, the subscriptions of their topic. */
async function writtenOnTheirs(clients: Clients, QueueUrl: string): Promise<readonly unknown[]> {
  const lambda = await clients.lambda();
  const { Attributes } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }),
  );
  const { Subscriptions } = await clients.sns.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: ARN_OF("sns", "their-topic") }),
  );
  const code = await lambda.send(new GetPolicyCommand({ FunctionName: "their-function" })).then(
    ({ Policy }) => Policy,
    (error: Error) => error.name,
  );
  return [code, Attributes?.Policy, Subscriptions?.length];
}

test.concurrent(
  "what a killed run wrote on somebody else's function, queue and topic is taken back; what stood there is refused",
  async () => {
    await using place = await openPlace({ hasStacks: false });
    const { clients, front } = place;
    await placeTheirFunction(clients);
    await clients.sns.send(new CreateTopicCommand({ Name: "their-topic" }));
    const { QueueUrl = "" } = await clients.sqs.send(
      new GetQueueUrlCommand({ QueueName: "ordealistic-orders" }),
    );
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-writes-")), "template.json");
    writeFileSync(file, JSON.stringify(writesOnTheirs(QueueUrl)));
    const before = await standing(clients);
    const clean = ["ResourceNotFoundException", undefined, 0];
    const args = ["up", "--system", `template:${file}`, "--target", `endpoint=${front.url.href}`, "--json"];

    for (const at of [2, 3, 4]) {
      const { ended } = await killedAt(at, args, front);
      const written = await writtenOnTheirs(clients, QueueUrl);
      const { ended: swept, deleted, left } = await sweep(front.url);
      expect({ ended, written: written.filter((one, i) => one !== clean[i]).length }).toEqual({
        ended: "SIGKILL",
        written: at - 1,
      });
      expect({ swept, left, deleted: deleted.length }).toEqual({ swept: 0, left: [], deleted: at });
      expect(await writtenOnTheirs(clients, QueueUrl)).toEqual(clean);
    }

    const theirs = policy({ Principal: "*", Action: "sqs:SendMessage", Resource: "*" });
    await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: theirs } }));
    const { ended, said } = await ordeal(args);
    expect({ ended, said }).toEqual({
      ended: 1,
      said: expect.stringContaining("Opens was refused: AlreadyExists"),
    });
    expect((await sweep(front.url)).deleted).toEqual([]);
    expect(await writtenOnTheirs(clients, QueueUrl)).toEqual([clean[0], theirs, 0]);
    expect(await standing(clients)).toEqual(before);
  },
  LIMIT_MS,
);
