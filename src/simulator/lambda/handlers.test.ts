// Handlers that nobody here wrote, in the box: every style, every way to fail, and what the caller is told.
import { transformSync } from "esbuild";
import { afterAll, describe, expect, test, vi } from "vitest";
import { openBoxes } from "../../box/open-box.ts";
import type { Answer, CodeText, play, Played } from "./box.fixture.ts";

// A box that starts on a busy machine takes some seconds.
vi.setConfig({ testTimeout: 30_000 });
const FIXTURE = new URL("box.fixture.ts", import.meta.url).href;
const boxes = openBoxes(2);
afterAll(() => boxes.close());

async function run(args: Played, seed = "1") {
  const job = { module: FIXTURE, export: "play", args, seed };
  return (await boxes.run(job)) as Awaited<ReturnType<typeof play>>;
}

const answer = async (code: CodeText, payload: unknown = {}, settings: object = {}): Promise<Answer> => {
  const { answers } = await run({ code, payloads: [payload], settings });
  return answers[0] ?? { payload: "nothing", log: [] };
};

test.each<[string, CodeText]>([
  ["an ES module", "export const handler = async () => (globalThis.n = (globalThis.n ?? 0) + 1)"],
  ["CommonJS", { "index.js": "exports.handler = async () => (global.n = (globalThis.n ?? 0) + 1)" }],
])("what %s keeps on globalThis is its environment's own", async (_, code) => {
  // Three worlds in two boxes: one box has seen it before.
  const counts = await Promise.all([1, 2, 3].map(() => run({ code, payloads: [{}, {}], settings: {} })));
  expect(counts.map(({ answers }) => answers.map(({ payload }) => payload))).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
});

describe("a handler answers", () => {
  test.each<[string, CodeText, unknown]>([
    ["a promise", "export const handler = async (event) => ({ got: event.n })", { got: 1 }],
    ["a callback", "export const handler = (event, context, done) => done(null, event.n)", 1],
    [
      "a callback, once its event loop is empty",
      "let n = 0; export const handler = (e, c, done) => { setTimeout(() => n++, 50); done(null, 'at ' + n); }",
      "at 0",
    ],
    ["context.succeed", "export const handler = (e, context) => { context.succeed('yes') }", "yes"],
    ["context.done", "export const handler = (e, context) => { context.done(null, 'yes') }", "yes"],
    ["a value that is no promise, which is not read", "export const handler = () => 5", null],
    ["a promise that never settles: null", "export const handler = () => new Promise(() => {})", null],
    ["undefined: null", "export const handler = async () => {}", null],
    [
      "CommonJS",
      {
        "index.js": "const { n } = require('./lib/n'); exports.handler = async () => n",
        "lib/n.js": "exports.n = 3",
      },
      3,
    ],
    [
      "several modules, and JSON",
      {
        "index.mjs":
          "import { two } from './lib/two.mjs'; import config from './config.json' with { type: 'json' }; export const handler = async () => [two, config.a]",
        "lib/two.mjs": "export const two = 2",
        "config.json": '{"a":1}',
      },
      [2, 1],
    ],
    [
      "a package in the zip",
      {
        "index.js":
          "import dep from 'dep'; import { sub } from 'dep/sub'; export const handler = async () => [dep.one, sub]",
        "package.json": '{"type":"module"}',
        "node_modules/dep/package.json":
          '{"main":"m.js","exports":{".":"./m.js","./sub":{"import":"./s.mjs"}}}',
        "node_modules/dep/m.js": "module.exports = { one: 1 }",
        "node_modules/dep/s.mjs": "export const sub = 's'",
      },
      [1, "s"],
    ],
    [
      "a dynamic import in CommonJS",
      {
        "index.js": "exports.handler = async () => (await import('./x.mjs')).x",
        "x.mjs": "export const x = 'x'",
      },
      "x",
    ],
    [
      "a file of its package, read from disk",
      {
        "index.mjs":
          "import { readFileSync } from 'node:fs'; import { readFile } from 'node:fs/promises'; const url = new URL('./rates.txt', import.meta.url); export const handler = async () => [readFileSync(url, 'utf8'), await readFile('/var/task/rates.txt', 'utf8')]",
        "rates.txt": "7",
      },
      ["7", "7"],
    ],
    [
      "private names, the package's own name, and require in an ES module",
      {
        "index.mjs":
          "import { createRequire } from 'node:module'; import { a } from '#a'; import { x } from 'me/x'; import { hash } from '#crypto'; const require = createRequire(import.meta.url); export const handler = async () => [a, x, require('#lib/deep/q'), require('./c.cjs').c, require('dep'), typeof hash]",
        "package.json": JSON.stringify({
          name: "me",
          imports: {
            "#a": { require: "./a.cjs", import: "./a.mjs" },
            "#crypto": "node:crypto",
            "#lib/*": "./wrong/*.js",
            "#lib/deep/*": "./l/*.cjs",
          },
          exports: { "./x": "./x.mjs" },
        }),
        "a.mjs": "export const a = 'esm'",
        "x.mjs": "export const x = 1",
        "l/q.cjs": "module.exports = 'q'",
        "c.cjs": "exports.c = 2",
        "node_modules/dep/index.js": "module.exports = 'dep'",
      },
      ["esm", 1, "q", 2, "dep", "function"],
    ],
    [
      "what stands beside it in its package, by paths from where it works",
      {
        "index.mjs":
          "import fs from 'node:fs'; import { readdir, access, stat } from 'node:fs/promises'; import path from 'node:path'; export const handler = async () => { const text = await new Promise((ok, no) => fs.readFile('d/x.txt', 'utf8', (e, t) => (e ? no(e) : ok(t)))); let streamed = ''; for await (const part of fs.createReadStream('d/x.txt', 'utf8')) streamed += part; await access('d'); return [process.cwd(), path.resolve('d'), fs.readdirSync(import.meta.dirname), await readdir('d', { withFileTypes: true }).then((all) => all.map((one) => [one.name, one.isFile()])), fs.statSync('d').isDirectory(), (await stat('d/x.txt')).size, fs.existsSync('d'), fs.realpathSync('d/x.txt'), text, streamed, await access('e').catch((e) => e.code)]; }",
        "d/x.txt": "hello",
      },
      [
        "/var/task",
        "/var/task/d",
        ["d", "index.mjs"],
        [["x.txt", true]],
        true,
        5,
        true,
        "/var/task/d/x.txt",
        "hello",
        "hello",
        "ENOENT",
      ],
    ],
    [
      "the machine, which is the same everywhere",
      "import os from 'node:os'; export const handler = async () => [os.hostname(), os.cpus().length, os.totalmem(), process.pid, process.ppid, process.kill(process.pid, 0)]",
      ["169.254.76.1", 2, 4 * 1024 ** 3, 8, 1, true],
    ],
    [
      "the world's time in a context of its own",
      "import vm from 'node:vm'; export const handler = async () => { const code = '[Date.now(), new Date().getTime(), new Date(0) instanceof Date]'; const now = Date.now(); const known = vm.createContext({}); return [vm.runInNewContext(code), new vm.Script(code).runInNewContext(), vm.runInContext(code, vm.createContext(known))].map(([a, b, isDate]) => [a - now, b - now, isDate]); }",
      [
        [0, 0, true],
        [0, 0, true],
        [0, 0, true],
      ],
    ],
    [
      "a stream, buffered",
      "export const handler = awslambda.streamifyResponse(async (event, stream) => { stream.write('{\"a\":'); stream.write('1}'); stream.end(); })",
      { a: 1 },
    ],
  ])("%s", async (_name, code, payload) => {
    expect(await answer(code, { n: 1 })).toEqual({ payload, log: expect.any(Array) });
  });

  test("what it is told of itself", async () => {
    const code = `export const handler = async (event, context) => ({
      ...context, left: context.getRemainingTimeInMillis(), env: process.env, more: undefined })`;
    const { payload } = await answer(
      code,
      {},
      { Environment: { Variables: { TABLE: "Orders" } }, Timeout: 10 },
    );
    expect(payload).toEqual({
      callbackWaitsForEmptyEventLoop: true,
      functionName: "Worker",
      functionVersion: "$LATEST",
      memoryLimitInMB: "128",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:Worker",
      awsRequestId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
      logGroupName: "/aws/lambda/Worker",
      logStreamName: expect.stringMatching(/^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/),
      left: 10_000,
      env: expect.objectContaining({
        TABLE: "Orders",
        AWS_REGION: "us-east-1",
        AWS_LAMBDA_FUNCTION_NAME: "Worker",
        AWS_ENDPOINT_URL: "http://services.box",
        _HANDLER: "index.handler",
      }),
    });
  });
});

describe("a handler fails", () => {
  test.each<[string, CodeText, object, { errorType: string; errorMessage: unknown }]>([
    [
      "an error of a class of its own",
      "class OrderRefused extends Error { name = 'OrderRefused' }; export const handler = async () => { throw new OrderRefused('no stock') }",
      {},
      { errorType: "OrderRefused", errorMessage: "no stock" },
    ],
    [
      "a string",
      "export const handler = async () => { throw 'no' }",
      {},
      { errorType: "string", errorMessage: "no" },
    ],
    [
      "an error given to the callback",
      "export const handler = (e, c, done) => done(new RangeError('far'))",
      {},
      { errorType: "RangeError", errorMessage: "far" },
    ],
    [
      "context.fail",
      "export const handler = (e, c) => c.fail(new TypeError('odd'))",
      {},
      { errorType: "TypeError", errorMessage: "odd" },
    ],
    [
      "no such module",
      { "other.js": "" },
      {},
      {
        errorType: "Runtime.ImportModuleError",
        errorMessage: expect.stringContaining("Cannot find module 'index'"),
      },
    ],
    [
      "a module that imports what is not there",
      "import 'nope'; export const handler = async () => 1",
      {},
      {
        errorType: "Runtime.ImportModuleError",
        errorMessage: "Error: Cannot find package 'nope' imported from /var/task/index.mjs",
      },
    ],
    [
      "a module of the SDK that is not here, whose name is all that is told",
      "import '@aws-sdk/client-nowhere'; export const handler = async () => 1",
      {},
      {
        errorType: "Runtime.ImportModuleError",
        errorMessage:
          "Error: Cannot find package '@aws-sdk/client-nowhere' imported from /var/task/index.mjs",
      },
    ],
    [
      "no such export",
      "export const other = 1",
      {},
      { errorType: "Runtime.HandlerNotFound", errorMessage: "index.handler is undefined or not exported" },
    ],
    [
      "an export that is no function",
      "export const handler = 1",
      {},
      { errorType: "Runtime.HandlerNotFound", errorMessage: "index.handler is not a function" },
    ],
    [
      "ES syntax in a file that is not one",
      { "index.js": "export const handler = 1" },
      {},
      { errorType: "Runtime.UserCodeSyntaxError", errorMessage: "SyntaxError: Unexpected token 'export'" },
    ],
    [
      "an error while its module is evaluated",
      "throw new RangeError('no config')",
      {},
      { errorType: "RangeError", errorMessage: "no config" },
    ],
    [
      "a rejection that nobody handles, while it waits",
      "export const handler = async () => { Promise.reject(new TypeError('lost')); await new Promise((ok) => setTimeout(ok, 100)); }",
      {},
      { errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "TypeError: lost" },
    ],
    [
      "process.exit",
      "export const handler = async () => { process.exit(3) }",
      {},
      {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(
          /^RequestId: [\w-]+ Error: Runtime exited with error: exit status 3$/,
        ),
      },
    ],
    [
      "process.exit while its module is evaluated",
      "process.exit(4); export const handler = async () => 1",
      {},
      {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(
          /^RequestId: [\w-]{36} Error: Runtime exited with error: exit status 4$/,
        ),
      },
    ],
    [
      "SIGKILL to itself",
      "export const handler = async () => { process.kill(process.pid, 'SIGKILL') }",
      {},
      {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(/ Error: Runtime exited with error: signal: killed$/),
      },
    ],
    [
      "process.abort",
      "export const handler = async () => { process.abort() }",
      {},
      {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(/ Error: Runtime exited with error: signal: aborted$/),
      },
    ],
    [
      "an error thrown in a timer",
      "export const handler = async () => { setTimeout(() => { throw new RangeError('later') }, 5); await new Promise((ok) => setTimeout(ok, 100)); }",
      {},
      { errorType: "RangeError", errorMessage: "later" },
    ],
    [
      "an answer that is no JSON",
      "export const handler = async () => 1n",
      {},
      { errorType: "Error", errorMessage: "Unable to stringify response body" },
    ],
    [
      "an error whose stack cannot be read",
      "export const handler = async () => { throw Object.defineProperty(new Error('x'), 'stack', { get() { throw 1 } }) }",
      {},
      {
        errorType: "handled",
        errorMessage: expect.stringContaining(
          "a problem while retrieving one or more of its message, name, and stack",
        ),
      },
    ],
    [
      "nothing at all",
      "export const handler = async () => { throw undefined }",
      {},
      { errorType: "string", errorMessage: "handled" },
    ],
    [
      "what has all that an error has",
      "export const handler = async () => { throw { name: 'Duck', message: 'quack', stack: 'Duck: quack' } }",
      {},
      { errorType: "Duck", errorMessage: "quack" },
    ],
    [
      "a callback style handler of Node 24",
      "export const handler = (event, context, done) => done(null, 1)",
      { Runtime: "nodejs24.x" },
      {
        errorType: "Runtime.CallbackHandlerDeprecated",
        errorMessage: expect.stringContaining(
          "removed support for callback-based function handlers starting with Node.js 24",
        ),
      },
    ],
    [
      "a callback that waits for a timer that never ends",
      "setInterval(() => {}, 10); export const handler = (e, c, done) => done(null, 'never')",
      {},
      { errorType: "Sandbox.Timedout", errorMessage: expect.stringContaining("Task timed out after 3.00") },
    ],
    [
      "its time is up",
      "export const handler = () => new Promise((ok) => setTimeout(ok, 5_000))",
      {},
      {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(
          /^2026-01-01T00:00:\d\d\.\d{3}Z [\w-]+ Task timed out after 3\.00 seconds$/,
        ),
      },
    ],
    [
      "an answer of more than 6 MB",
      "export const handler = async () => 'x'.repeat(7_000_000)",
      {},
      {
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      },
    ],
    [
      "fetch of the internet",
      "export const handler = async () => fetch('https://example.com')",
      {},
      {
        errorType: "LeavesVirtualTime",
        errorMessage: expect.stringContaining("fetch of example.com leaves virtual time"),
      },
    ],
  ])("%s", async (_name, code, settings, error) => {
    const { payload, error: how } = await answer(code, {}, settings);
    expect({ payload, how }).toEqual({ payload: expect.objectContaining(error), how: "Unhandled" });
  });

  test.each([
    [
      "node:child_process.execSync",
      "import { execSync } from 'node:child_process'; const go = () => execSync('ls')",
    ],
    [
      "node:child_process.spawnSync",
      "import { spawnSync } from 'node:child_process'; const go = () => spawnSync('ls')",
    ],
    [
      "node:worker_threads.Worker",
      "import { Worker } from 'node:worker_threads'; const go = () => new Worker('1', { eval: true })",
    ],
    [
      "node:net.Socket.connect",
      "import { Socket } from 'node:net'; const go = () => new Socket().connect(5432, 'db')",
    ],
    ["WebSocket", "const go = () => new WebSocket('wss://example.com')"],
  ])("%s is refused by name", async (what, code) => {
    const { payload } = await answer(`${code}; export const handler = async () => go();`);
    expect(payload).toMatchObject({
      errorType: "LeavesVirtualTime",
      errorMessage: expect.stringContaining(`: ${what} leaves virtual time`) as unknown,
    });
  });

  test("the trace names the function's own files, and no machine's", async () => {
    const code = {
      "index.mjs": "import { fail } from './lib/deep.mjs';\nexport const handler = async () => fail()",
      "lib/deep.mjs": "export function fail() {\n  throw new Error('deep')\n}",
    };
    const { payload } = await answer(code);
    expect(payload).toEqual({
      errorType: "Error",
      errorMessage: "deep",
      trace: [
        "Error: deep",
        "    at fail (file:///var/task/lib/deep.mjs:2:9)",
        "    at handler (file:///var/task/index.mjs:2:36)",
      ],
    });
  });
});

test("a rejection after the answer fails the next invocation, which finds it waiting", async () => {
  const code = `let n = 0; export const handler = async () => {
    if (++n === 1) { setTimeout(() => Promise.reject(new TypeError("late")), 50); return "one"; }
    await new Promise((ok) => setTimeout(ok, 100)); return "two"; }`;
  const { answers } = await run({ code, payloads: [{}, {}, {}], settings: {} });
  expect(answers.map(({ payload }) => payload)).toEqual([
    "one",
    expect.objectContaining({
      errorType: "Runtime.UnhandledPromiseRejection",
      errorMessage: "TypeError: late",
    }),
    "one",
  ]);
});

test("a streaming handler of Node 24 has three parameters", async () => {
  const code =
    "export const handler = awslambda.streamifyResponse(async (e, stream, c) => { stream.end('3') })";
  expect((await answer(code, {}, { Runtime: "nodejs24.x" })).payload).toBe(3);
});

test.each([
  ["process.exit(1)", " ms\tStatus: error\tError Type: Runtime.ExitError"],
  ["await new Promise((ok) => setTimeout(ok, 9_000))", " ms\tStatus: timeout"],
  ["throw new Error('its own')", " ms"],
])("the report after %s", async (work, end) => {
  const { log } = await answer(`export const handler = async () => { ${work} }`);
  expect(
    log
      .find((line) => line.startsWith("REPORT"))
      ?.trimEnd()
      .endsWith(end),
  ).toBe(true);
});

test("with --enable-source-maps the trace names the source", async () => {
  const code = transformSync(
    "interface Order { id: string }\n\nexport const handler = async (order: Order) => {\n  throw new Error(order.id);\n};",
    { loader: "ts", sourcemap: true, sourcefile: "../src/worker.ts", format: "esm", minify: true },
  );
  const files = {
    "index.mjs": `${code.code}\n//# sourceMappingURL=index.mjs.map\n`,
    "index.mjs.map": code.map,
  };
  const settings = { Environment: { Variables: { NODE_OPTIONS: "--enable-source-maps" } } };
  const { payload } = await answer(files, { id: "o-1" }, settings);
  expect(payload).toMatchObject({
    errorMessage: "o-1",
    trace: ["Error: o-1", expect.stringContaining("/var/task/src/worker.ts:4:9")],
  });
});

test("what is written to stdout is in the log as it is", async () => {
  const { log } = await answer("export const handler = async () => { process.stdout.write('plain\\n') }");
  expect(log[1]).toBe("plain");
});
