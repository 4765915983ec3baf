// Room cli, tests: `ordeal serve` as a user starts it: its first line, its control API, time moved by hand, faults, unhappy paths.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterEach, describe, expect, it } from "vitest";

const running: ChildProcess[] = [];
afterEach(() => {
  for (const one of running.splice(0)) one.kill("SIGKILL");
});

/** A Node flag that writes down each module as it is loaded, in this file. */
const writesModules = (file: string): string =>
  `--import=data:text/javascript,${encodeURIComponent(`
    import { appendFileSync } from "node:fs";
    import { registerHooks } from "node:module";
    const load = (url, context, next) => (appendFileSync(${JSON.stringify(file)}, url + "\\n"), next(url, context));
    registerHooks({ load });
  `)}`;

interface Served {
  readonly url: string;
  readonly line: string;
  readonly child: ChildProcess;
  readonly sqs: SQS;
  readonly sns: SNS;
  readonly dynamodb: DynamoDB;
  readonly control: (path: string, method?: string, body?: unknown) => Promise<readonly [number, unknown]>;
}

const serve = (...args: readonly string[]): Promise<Served> => serveUnder([], ...args);

async function serveUnder(nodeFlags: readonly string[], ...args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [...nodeFlags, "bin/ordeal.js", "serve", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  const line = String(await new Promise((resolve) => child.stdout?.once("data", resolve))).trim();
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
  const shared = {
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  };
  const control: Served["control"] = async (path, method = "GET", body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${url}/_ordeal/${path}`, init);
    return [response.status, await response.json()];
  };
  return {
    url,
    line,
    child,
    control,
    sqs: new SQS(shared),
    sns: new SNS(shared),
    dynamodb: new DynamoDB(shared),
  };
}

/** Ends by itself; what it said and its exit code. */
async function refused(...args: readonly string[]): Promise<readonly [number, string]> {
  const child = spawn(process.execPath, ["bin/ordeal.js", "serve", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return [code, said];
}

describe("starting", () => {
  it("says in its first line where it is, and answers health and capabilities", async () => {
    const { line, control } = await serve("--port", "0", "--seed", "7");
    expect(line).toMatch(/^ordeal serve: http:\/\/127\.0\.0\.1:\d+ clock=real seed=7$/);
    const [status, health] = await control("health");
    expect([status, health]).toEqual([
      200,
      {
        status: "ok",
        version: expect.any(String),
        clock: "real",
        nowMs: expect.any(Number),
        account: "000000000000",
      },
    ]);
    const [, capabilities] = await control("capabilities");
    expect(capabilities).toMatchObject({
      operations: { sqs: { SendMessage: "full" }, sns: { Publish: "full" } },
    });
  });

  it("says it as one JSON object with --json", async () => {
    const { line, child } = await serve("--port", "0", "--json");
    expect(JSON.parse(line)).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      clock: "real",
      seed: "1",
      pid: child.pid,
    });
  });

  it("is ready for queues and topics before other services are loaded", async () => {
    const file = join(mkdtempSync(join(os.tmpdir(), "ordeal-serve-")), "modules");
    const { sqs, sns, dynamodb } = await serveUnder([writesModules(file)], "--port", "0");
    const loaded = () => {
      const urls = readFileSync(file, "utf8").matchAll(/\/src\/simulator\/([\w-]+)\//g);
      return [...new Set([...urls].map(([, service = ""]) => service))].toSorted();
    };
    await sqs.createQueue({ QueueName: "orders" });
    await sns.createTopic({ Name: "orders" });
    expect(loaded()).toEqual(["http", "matching", "sns", "sqs", "wire"]);
    expect((await dynamodb.listTables()).TableNames).toEqual([]);
    expect(loaded()).toContain("dynamodb");
  });

  it("a taken port is 69 and names --port 0", async () => {
    const { url } = await serve("--port", "0");
    const port = new URL(url).port;
    const [code, said] = await refused("--port", port);
    expect([code, said.trim()]).toEqual([
      69,
      `ordeal: port ${port} on 127.0.0.1 is taken: say --port 0 for a free one, or another number`,
    ]);
  });

  it.each([
    ["--port", "70000", "It must be a whole number from 0 to 65535."],
    ["--clock", "sundial", "It must be real or manual."],
    ["--account", "123456789", "It must be an account id: 12 digits."],
  ])("%s %s is 64", async (flag, value, why) => {
    const [code, said] = await refused(flag, value);
    expect([code, said.includes(why)]).toEqual([64, true]);
  });

  it("ends on SIGTERM with 143", async () => {
    const { child } = await serve("--port", "0");
    child.kill("SIGTERM");
    expect((await once(child, "close"))[0]).toBe(143);
  });
});

describe("time moved by hand", () => {
  it("a delay ends when time is moved, and not before", async () => {
    const { sqs, control } = await serve("--port", "0", "--clock", "manual");
    const { QueueUrl } = await sqs.createQueue({ QueueName: "q" });
    await sqs.sendMessage({ QueueUrl, MessageBody: "later", DelaySeconds: 600 });
    expect((await sqs.receiveMessage({ QueueUrl })).Messages).toBeUndefined();
    expect(await control("clock", "POST", { advanceMs: 600_000 })).toEqual([
      200,
      { nowMs: 600_000, ran: 1, nextForegroundAtMs: null },
    ]);
    expect((await sqs.receiveMessage({ QueueUrl })).Messages?.[0]?.Body).toBe("later");
  });

  it("what is published is delivered without moving time, and a long poll ends by itself", async () => {
    const { sqs, sns, control } = await serve("--port", "0", "--clock", "manual");
    const QueueArn = "arn:aws:sqs:us-east-1:000000000000:q";
    const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: QueueArn };
    const Policy = JSON.stringify({ Statement: [statement] });
    const { QueueUrl } = await sqs.createQueue({ QueueName: "q", Attributes: { Policy } });
    const { TopicArn } = await sns.createTopic({ Name: "t" });
    const Attributes = { RawMessageDelivery: "true" };
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: QueueArn, Attributes });
    expect((await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 })).Messages).toBeUndefined();
    await sns.publish({ TopicArn, Message: "order" });
    expect((await sqs.receiveMessage({ QueueUrl })).Messages?.[0]?.Body).toBe("order");
    expect(await control("clock")).toEqual([200, { nowMs: 0 }]);
  });

  it("a real clock cannot be moved: 409", async () => {
    const { control } = await serve("--port", "0");
    const [status] = await control("clock", "POST", { advanceMs: 1 });
    expect(status).toBe(409);
  });

  it.each([
    [
      { advanceMs: -1 },
      expect.stringMatching(/^\/advanceMs must be a number of milliseconds, from 0 to \d+$/u),
    ],
    [{ to: 1e18 }, expect.stringMatching(/^\/to must be a number of milliseconds, from 0 to \d+$/u)],
    [{ sideways: 1 }, "/sideways is unknown: say advanceMs, to or untilIdle"],
    [{}, "say one of {advanceMs: MS}, {to: MS} and {untilIdle: true}"],
    [{ advanceMs: 1, untilIdle: true }, "say one of {advanceMs: MS}, {to: MS} and {untilIdle: true}"],
    [{ untilIdle: false }, "say one of {advanceMs: MS}, {to: MS} and {untilIdle: true}"],
  ])("%j is refused with its path", async (body, message) => {
    const { control } = await serve("--port", "0", "--clock", "manual");
    expect(await control("clock", "POST", body)).toEqual([400, { error: "BadRequest", message }]);
  });
});

describe("faults, journal, outbox, reset", () => {
  it("a plan strikes at a queue by its name, and stands in the journal", async () => {
    const { sqs, control, url } = await serve("--port", "0");
    const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
    const plan = {
      format: 1,
      rules: [{ id: "busy", hop: "orders", fault: "fail", error: { type: "Busy" } }],
    };
    expect(await control("faults", "PUT", plan)).toEqual([200, plan]);
    await expect(sqs.sendMessage({ QueueUrl, MessageBody: "x" })).rejects.toThrow("refused by a fault");
    await sqs.sendMessage({ QueueUrl, MessageBody: '{"orderId":"o-1"}' });
    await sqs.receiveMessage({ QueueUrl });
    expect(await control("faults", "DELETE")).toEqual([200, { format: 1, rules: [] }]);
    const lines = (await (await fetch(`${url}/_ordeal/journal?from=2`)).text()).trim().split("\n");
    const told = lines.map(
      (line) => JSON.parse(line) as { seq: number; kind: string; hop: string; order?: string },
    );
    expect(told.map(({ seq, kind, hop, order }) => [seq, kind, hop, order])).toEqual([
      [2, "fault.began", "orders", undefined],
      [3, "fault.struck", "orders", undefined],
      [4, "message.seen", "orders", "o-1"],
      [5, "fault.ended", "orders", undefined],
    ]);
  });

  it("a plan strikes at a table, once there is one", async () => {
    const { dynamodb, control } = await serve("--port", "0");
    const plan = { format: 1, rules: [{ id: "busy", hop: "orders", fault: "throttle" }] };
    expect((await control("faults", "PUT", plan))[0]).toBe(400);
    await dynamodb.createTable({
      TableName: "orders",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    });
    expect(await control("faults", "PUT", plan)).toEqual([200, plan]);
  });

  it("a plan for a hop that is not there is refused with its path", async () => {
    const { control } = await serve("--port", "0");
    const plan = { format: 1, rules: [{ id: "x", hop: "nowhere", fault: "fail" }] };
    const [status, body] = await control("faults", "PUT", plan);
    expect([status, body]).toEqual([
      400,
      { error: "BadRequest", message: expect.stringContaining("/rules/0/hop nowhere is no hop") },
    ]);
  });

  it("what would have left AWS lies in the outbox; a reset is an empty world", async () => {
    const { sns, control } = await serve("--port", "0");
    await sns.publish({ PhoneNumber: "+15550100", Message: "shipped" });
    const outbox = async () => (await control("outbox"))[1] as { outbox: { to: string; body: string }[] };
    await expect
      .poll(async () => (await outbox()).outbox.map(({ to, body }) => [to, body]))
      .toEqual([["+15550100", "shipped"]]);
    expect(await control("reset", "POST")).toEqual([200, {}]);
    expect((await outbox()).outbox).toEqual([]);
  });

  it("an event of a service itself is 501 until there is EventBridge; any other path is 404", async () => {
    const { control } = await serve("--port", "0");
    expect((await control("service-event", "POST", {}))[0]).toBe(501);
    expect((await control("nope"))[0]).toBe(404);
    expect((await control("health", "DELETE"))[0]).toBe(405);
  });
});
