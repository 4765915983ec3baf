// A template of one's own: what is no template is 64 with file, line and logical id; what the target refuses is 1, by the claim provisioned
// with the logical id, embedded and on `ordeal serve` alike; what it takes stands until `ordeal down`. Through the command line, but for
// the refused runs: that it exits with a run's codes is for exit-codes.test.ts.
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CreateQueueCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpServer } from "../src/simulator/http/server.ts";
import { openBoxesForRuns } from "../src/scenario/box-driver.ts";
import { runScenarios } from "../src/scenario/run.ts";
import { serveWorld } from "../src/scenario/served-world.ts";
import { type Clients, clientsFor } from "../src/target/clients.ts";

const LIMIT_MS = 120_000;
let world: HttpServer;
let clients: Clients;
const boxes = openBoxesForRuns();

const openWorld = () => serveWorld({ port: 0, clock: "real", seed: "1", account: "000000000000" });
const clientsAt = ({ url }: HttpServer) =>
  clientsFor(url, { region: "us-east-1", allowedHosts: ["127.0.0.1"] });

beforeAll(async () => {
  world = await openWorld();
  clients = clientsAt(world);
});

afterAll(async () => {
  clients.destroy();
  await boxes.close();
  await world.close();
});

function fileOf(text: string, name = "system.yaml"): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-own-")), name);
  writeFileSync(file, text);
  return file;
}

async function ordeal(...args: readonly string[]) {
  const child = spawn(process.execPath, ["bin/ordeal.js", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, said };
}

const queues = async (of: Clients = clients) =>
  ((await of.sqs.send(new ListQueuesCommand({}))).QueueUrls ?? []).map((url) =>
    url.slice(url.lastIndexOf("/") + 1),
  );

/** Runs a scenario in this process, whose boxes are open; its exit codes, and what is ruled of `provisioned`. */
async function provisioned(target: string, system: string) {
  const { signal } = new AbortController();
  const options = { names: ["high-value-boundary"], cwd: process.cwd(), argv: ["ordeal", "run"], boxes };
  const { verdict, exitCodes } = await runScenarios({ ...options, target, system, signal }, () => {});
  const claim = verdict.scenarios[0]?.claims?.find(({ name }) => name === "provisioned");
  return { exitCodes, outcome: claim?.outcome, why: claim?.why };
}

const MAPPING = `
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties: { VisibilityTimeout: 5 }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: read
          PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "sqs:*", Resource: "*" }] }
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      { Runtime: nodejs22.x, Handler: index.handler, Timeout: 10, Role: !GetAtt Role.Arn, Code: { ZipFile: "1" } }
  Feed:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { EventSourceArn: !GetAtt Orders.Arn, FunctionName: !Ref Worker }
`;

const queueWithDlq = (arn: string) => `
Resources:
  Dead: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
  Orders:
    Type: AWS::SQS::Queue
    Properties: { RedrivePolicy: { deadLetterTargetArn: ${arn}, maxReceiveCount: 3 } }
`;

const SUBSCRIBED = `
Resources:
  Orders: { Type: AWS::SNS::Topic }
  Feed:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref Orders, Protocol: sqs, Endpoint: "arn:aws:sqs:us-east-1:123456789:queue" }
`;

test.concurrent.each([
  ["a FIFO dead letter queue of a standard queue", queueWithDlq("!GetAtt Dead.Arn"), "Orders"],
  ["a mapping over too short a visibility", MAPPING, "Feed"],
  ["an account id of 9 digits", queueWithDlq("arn:aws:sqs:us-east-1:123456789:orders-dlq"), "Orders"],
  ["an account id of 9 digits at a subscription", SUBSCRIBED, "Feed"],
  ["a property that is none", "Resources: { Q: { Type: AWS::SQS::Queue, Properties: { Visible: 1 } } }", "Q"],
  [
    "an import that nobody exports, of which only the stack's own line tells",
    "Resources: { Q: { Type: AWS::SQS::Queue, Properties: { QueueName: !ImportValue nope } } }",
    "Q",
  ],
  [
    "a parameter out of its values",
    "Parameters: { P: { Type: String, Default: c, AllowedValues: [a] } }\nResources: { Q: { Type: AWS::SQS::Queue } }",
    "P",
  ],
  ["a type that is none, refused by CreateStack itself", "Resources: { T: { Type: AWS::SQS::Pond } }", "T"],
])(
  "%s: provisioned is violated, by its logical id",
  async (_what, text, logicalId) => {
    const system = `template:${fileOf(text)}`;
    const own = await openWorld();
    const clientsOfOwn = clientsAt(own);
    try {
      for (const target of ["embedded", `endpoint=${own.url.href}`]) {
        const { exitCodes, outcome, why } = await provisioned(target, system);
        expect({ target, exitCodes, outcome, why }).toEqual({
          target,
          exitCodes: [1],
          outcome: "violated",
          why: `the target refused ${logicalId}`,
        });
      }
      const up = await ordeal("up", "--target", `endpoint=${own.url.href}`, "--system", system);
      expect({ code: up.code, names: up.said.includes(`ordeal: ${logicalId} was refused`) }).toEqual({
        code: 1,
        names: true,
      });
      expect(await queues(clientsOfOwn)).toEqual([]);
    } finally {
      clientsOfOwn.destroy();
      await own.close();
    }
  },
  LIMIT_MS,
);

test.concurrent.each([
  [
    "GetAtt of nothing",
    "system.yaml",
    "Resources:\n  A: { Type: X, Properties: { P: !GetAtt Nope.Arn } }\n",
    2,
    "A",
  ],
  ["a key that stands twice", "system.yaml", "Resources:\n  A:\n    Type: X\n    Type: Y\n", 4, "A"],
  ["a tab", "system.yaml", "Resources:\n  A:\n\t  Type: X\n", 3, "A"],
  ["JSON that breaks off", "system.json", '{"Resources": {\n  "A": {"Type": \n', 2, "A"],
  ["no type", "system.json", '{"Resources": {\n  "A": {"Type": "X"},\n  "B": {}}}', 3, "B"],
])(
  "%s is 64, with file, line and logical id, before anything is made",
  async (_what, name, text, line, logicalId) => {
    const file = fileOf(text, name);
    const args = ["--target", `endpoint=${world.url.href}`, "--system", `template:${file}`];
    for (const command of [["run", "high-value-boundary"], ["up"]]) {
      const { code, said } = await ordeal(...command, ...args);
      const place = said.includes(`${file}:${line}: `) && said.includes(logicalId);
      expect({ code, place, said }).toEqual({ code: 64, place: true, said });
    }
  },
  LIMIT_MS,
);

test(
  "what goes up in YAML or JSON stands until it is taken down; a sweep leaves it alone, and somebody else's queue always",
  async () => {
    await clients.sqs.send(new CreateQueueCommand({ QueueName: "theirs" }));
    const target = ["--target", `endpoint=${world.url.href}`];
    const json = JSON.stringify({
      Conditions: { IsWide: { "Fn::Equals": ["a", "a"] } },
      Resources: {
        Named: { Type: "AWS::SQS::Queue", Properties: { QueueName: "my-own-name" } },
        Wide: { Type: "AWS::S3::Bucket", Condition: "IsWide" },
      },
    });
    const up = await ordeal("up", ...target, "--json", "--system", `template:${fileOf(json, "own.json")}`);
    const { run, standing } = JSON.parse(up.out) as { run: string; standing: { id: string; name: string }[] };
    expect(standing.map(({ id }) => id)).toEqual(["Named", "Wide"]);
    const swept = await ordeal("sweep", ...target);
    expect({ code: swept.code, kept: swept.out.includes(`ordeal down ${run}`) }).toEqual({
      code: 0,
      kept: true,
    });
    expect(await queues()).toEqual(["my-own-name", "theirs"]);
    expect((await ordeal("down", run)).code).toBe(0);
    expect(await queues()).toEqual(["theirs"]);
    const again = await ordeal("down", run);
    expect({ code: again.code, out: again.out }).toEqual({ code: 0, out: `nothing of run ${run} is left\n` });
  },
  LIMIT_MS,
);

test(
  "run --keep leaves the system standing, and says how to take it down",
  async () => {
    const target = ["--target", `endpoint=${world.url.href}`];
    const { code, said } = await ordeal("run", "high-value-boundary", "--keep", ...target);
    const runDir = /down (reports\/runs\/\S+)/.exec(said)?.[1] ?? "";
    expect({ code, stands: (await queues()).length }).toEqual({ code: 0, stands: 7 });
    expect((await ordeal("down", runDir)).code).toBe(0);
    expect(await queues()).toEqual(["theirs"]);
    const embedded = await ordeal("run", "high-value-boundary", "--keep", "--target", "embedded");
    expect({ code: embedded.code, why: embedded.said.includes("ends with the run") }).toEqual({
      code: 64,
      why: true,
    });
  },
  LIMIT_MS,
);
