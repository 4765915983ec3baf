// Functions behind `ordeal serve`: real Node in threads of their own, the real SDK inside, nothing leaves loopback.
import { type Lambda, waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";
import type { SQS } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { HttpServer } from "../simulator/http/server.ts";
import { openServed, ROLE } from "./served.fixture.ts";

// A thread that starts on a busy machine takes some seconds.
vi.setConfig({ testTimeout: 60_000 });
let server: HttpServer;
let lambda: Lambda;
let sqs: SQS;
beforeAll(async () => {
  ({ server, lambda, sqs } = await openServed("real"));
});
afterAll(() => server.close());

let functions = 0;

async function create(text: string, settings: object = {}): Promise<string> {
  functions += 1;
  const FunctionName = `Served${functions}`;
  await lambda.createFunction({
    FunctionName,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: ROLE,
    Code: { ZipFile: zipSync({ "index.mjs": new TextEncoder().encode(text) }) },
    ...settings,
  });
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 10, minDelay: 1 }, { FunctionName });
  return FunctionName;
}

async function invoke(
  FunctionName: string,
  event: unknown = {},
): Promise<{ payload: unknown; error: string | undefined }> {
  const { Payload, FunctionError } = await lambda.invoke({ FunctionName, Payload: JSON.stringify(event) });
  return { payload: JSON.parse(Payload?.transformToString() ?? "null") as unknown, error: FunctionError };
}

describe.concurrent("a function in a thread", () => {
  test("keeps its module's state between invocations, with its timers frozen", async () => {
    const name = await create(
      "let n = 0, ticks = 0; setInterval(() => { ticks += 1 }, 10); export const handler = async () => ({ n: ++n, few: ticks < 5 })",
    );
    const first = await invoke(name);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([first.payload, (await invoke(name)).payload]).toEqual([
      { n: 1, few: true },
      { n: 2, few: true },
    ]);
  });

  test.each<[string, string, object, object]>([
    [
      "an error",
      "export const handler = async () => { throw new RangeError('far') }",
      {},
      {
        errorType: "RangeError",
        errorMessage: "far",
        trace: ["RangeError: far", expect.stringContaining("file:///var/task/index.mjs:1:")],
      },
    ],
    [
      "an endless loop",
      "export const handler = async () => { for (;;); }",
      { Timeout: 1 },
      { errorType: "Sandbox.Timedout" },
    ],
    [
      "process.exit",
      "export const handler = async () => { process.exit(2) }",
      {},
      { errorType: "Runtime.ExitError" },
    ],
    [
      "an unhandled rejection",
      "export const handler = async () => { Promise.reject(new Error('lost')); await new Promise((ok) => setTimeout(ok, 500)) }",
      {},
      { errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "Error: lost" },
    ],
    [
      "fetch of another host",
      "export const handler = async () => { try { await fetch('http://192.0.2.1/') } catch (error) { throw error.cause ?? error } }",
      {},
      { errorType: "LeavesLoopback" },
    ],
    [
      "SIGKILL to itself, which the server survives",
      "export const handler = async () => { process.kill(process.pid, 'SIGKILL') }",
      {},
      { errorType: "Runtime.ExitError", errorMessage: expect.stringContaining("signal: killed") },
    ],
    [
      "more memory than it has",
      "export const handler = async () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)) }",
      { Timeout: 60, MemorySize: 128 },
      { errorType: "Runtime.ExitError", errorMessage: expect.stringContaining("signal: killed") },
    ],
    [
      "an error thrown in a timer",
      "export const handler = async () => { setTimeout(() => { throw new RangeError('later') }, 5); await new Promise((ok) => setTimeout(ok, 2_000)) }",
      {},
      { errorType: "RangeError", errorMessage: "later" },
    ],
    [
      "a callback style handler of Node 24",
      "export const handler = (event, context, done) => done(null, 1)",
      { Runtime: "nodejs24.x" },
      { errorType: "Runtime.CallbackHandlerDeprecated" },
    ],
    [
      "an answer of more than 6 MB",
      "export const handler = async () => 'x'.repeat(7_000_000)",
      {},
      { errorType: "Function.ResponseSizeTooLarge" },
    ],
    [
      "an answer that is no JSON",
      "export const handler = async () => 1n",
      {},
      { errorType: "Error", errorMessage: "Unable to stringify response body" },
    ],
    ["no such handler", "export const other = 1", {}, { errorType: "Runtime.HandlerNotFound" }],
  ])("%s is told, and the next invocation starts anew", async (_name, text, settings, error) => {
    const name = await create(text, settings);
    for (let time = 0; time < 2; time += 1)
      expect(await invoke(name)).toEqual({ payload: expect.objectContaining(error), error: "Unhandled" });
  });

  test.each<[string, string, unknown]>([
    [
      "a callback",
      "export const handler = (e, c, done) => { setTimeout(() => done(null, 'called'), 5) }",
      "called",
    ],
    ["context.succeed", "export const handler = (e, context) => { context.succeed('yes') }", "yes"],
    [
      "a stream",
      "export const handler = awslambda.streamifyResponse(async (e, s) => { s.write('[1'); s.end(']') })",
      [1],
    ],
    [
      "a leaked timer",
      "setInterval(() => {}, 5); export const handler = async () => (globalThis.n = (globalThis.n ?? 0) + 1)",
      1,
    ],
  ])("%s", async (_name, text, payload) => {
    expect(await invoke(await create(text))).toEqual({ payload, error: undefined });
  });

  test("a promise that never settles, with nothing left to do, answers null", async () => {
    expect(await invoke(await create("export const handler = () => new Promise(() => {})"))).toEqual({
      payload: null,
      error: undefined,
    });
  });

  test("the SDK inside reaches the server; a mapping brings messages", async () => {
    const { QueueUrl: out } = await sqs.createQueue({ QueueName: "out" });
    const { QueueUrl: from } = await sqs.createQueue({ QueueName: "in" });
    const name = await create(
      `import { SQS } from "@aws-sdk/client-sqs"; const sqs = new SQS({});
       export const handler = async ({ Records }) => { for (const { body } of Records) await sqs.sendMessage({ QueueUrl: process.env.OUT, MessageBody: body.toUpperCase() }); }`,
      { Timeout: 10, Environment: { Variables: { OUT: out ?? "" } } },
    );
    await lambda.createEventSourceMapping({
      FunctionName: name,
      EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:in",
    });
    await sqs.sendMessage({ QueueUrl: from, MessageBody: "order" });
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: out, WaitTimeSeconds: 20 });
    expect(Messages.map(({ Body }) => Body)).toEqual(["ORDER"]);
  });
});
