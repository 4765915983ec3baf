// What nasty programs do in the box, each with the result it must have; and the same seed, twice, byte for byte.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Told } from "./box.fixture.ts";
import { openBoxes } from "./open-box.ts";

const FIXTURE = new URL("box.fixture.ts", import.meta.url).href;
/** Only programs that never give the thread back wait for it: any other has as long as a busy machine needs. */
const HUNG_MS = 1_500;
const PATIENT_MS = 30_000;
const boxes = openBoxes(2);
afterAll(() => boxes.close());

const folder = mkdtempSync(path.join(os.tmpdir(), "ordeal-box-"));
let programs = 0;

function program(text: string): string {
  programs += 1;
  const file = path.join(folder, `program-${programs}.mjs`);
  writeFileSync(file, text);
  return file;
}

async function told(text: string, incarnations = 1, hungMs = PATIENT_MS): Promise<readonly Told[]> {
  const args = { file: program(text), incarnations };
  const job = { module: FIXTURE, export: "runProgram", args, seed: "1" };
  return (await boxes.run(job, { hungMs })) as readonly Told[];
}

describe("one program", () => {
  test.each<[string, string, string, string]>([
    [
      "a busy wait on Date.now ends",
      "const end = Date.now() + 50; while (Date.now() < end); console.log('over');",
      "over",
      "alive",
    ],
    [
      "a promise that never settles just waits",
      "await new Promise(() => {}); console.log('never');",
      "",
      "alive",
    ],
    [
      "process.exit ends the program and nothing after it",
      "process.exit(3); console.log('never');",
      "",
      "exited 3",
    ],
    [
      "WebAssembly.compile",
      "await WebAssembly.compile(new Uint8Array([0,97,115,109,1,0,0,0])); console.log('compiled');",
      "compiled",
      "alive",
    ],
    [
      "subtle.generateKey",
      "await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']); console.log('made');",
      "made",
      "alive",
    ],
    [
      "AbortSignal.timeout is virtual",
      "const t = performance.now(); AbortSignal.timeout(1000).addEventListener('abort', () => console.log(performance.now() - t));",
      "1000",
      "alive",
    ],
    [
      "a built-in imported while it runs is virtual too",
      "const { setTimeout: sleep } = await import('node:timers/promises'); await sleep(500); console.log(Date.now() - Date.UTC(2026, 0, 1));",
      "500",
      "alive",
    ],
    [
      "its environment is its own",
      "console.log(process.env.WHO, process.env.PATH);",
      "Program#1 undefined",
      "alive",
    ],
    [
      "gzip and digest",
      "import { gzip } from 'node:zlib'; import { promisify } from 'node:util'; const z = await promisify(gzip)('x'); console.log(z.length > 0, (await crypto.subtle.digest('SHA-256', z)).byteLength);",
      "true 32",
      "alive",
    ],
  ])("%s", async (_name, text, printed, end) => {
    const [one] = await told(text);
    expect({ printed: one?.printed, end: one?.end }).toEqual({ printed, end });
  });

  test.each<[string, string, string]>([
    [
      "fetch of the internet",
      "await fetch('https://example.com');",
      "Program#1: fetch of example.com leaves virtual time",
    ],
    [
      "a socket",
      "import net from 'node:net'; net.connect(80);",
      "Program#1: node:net.connect leaves virtual time",
    ],
    [
      "a server",
      "import http from 'node:http'; http.createServer().listen(0);",
      "Program#1: listening on a port leaves virtual time",
    ],
    [
      "a process",
      "import { spawn } from 'node:child_process'; spawn('true');",
      "Program#1: node:child_process.spawn leaves virtual time",
    ],
    ["an error of its own", "throw new RangeError('mine');", "RangeError: mine"],
  ])("%s fails the program by name", async (_name, text, words) => {
    const [one] = await told(text);
    expect({ end: one?.end, said: one?.printed.includes(words) }).toEqual({ end: "failed", said: true });
  });

  test("an unhandled rejection ends its own program and no other", async () => {
    const text =
      "if (process.env.WHO === 'Program#1') Promise.reject(new Error('lost')); setTimeout(() => console.log('on'), 100);";
    const both = await told(text, 2);
    expect(both.map(({ end, printed }) => [end, printed])).toEqual([
      ["failed", ""],
      ["alive", "on"],
    ]);
  });

  test("two incarnations of one program share no module state", async () => {
    const both = await told("let n = 0; n += 1; console.log(n);", 2);
    expect(both.map((one) => one.printed)).toEqual(["1", "1"]);
  });

  test("what a program keeps on globalThis is its own, and gone with it", async () => {
    const text = "globalThis.cache ??= process.env.WHO; console.log(globalThis.cache, typeof global.fetch);";
    const printed = async () => (await told(text, 2)).map((one) => one.printed);
    const own = ["Program#1 function", "Program#2 function"];
    expect([await printed(), await printed()]).toEqual([own, own]);
  });

  test.each([
    ["a method of a prototype", "Array.prototype.at = () => 'changed';", "console.log([1].at(0));", "1"],
    [
      "a method that was not there",
      "Object.prototype.changed = () => 1;",
      "console.log(typeof {}.changed);",
      "undefined",
    ],
    [
      "a promise's then",
      "const { then } = Promise.prototype; Promise.prototype.then = function (...a) { return then.apply(this, a); };",
      "console.log(/native/.test(Promise.prototype.then));",
      "true",
    ],
    [
      "a function of Node's",
      "const fs = await import('node:fs'); fs.default.statSync = () => 'changed';",
      "const fs = await import('node:fs'); console.log(fs.default.statSync('/').isDirectory());",
      "true",
    ],
    ["the console", "console.table = () => {};", "console.log(console.table.name);", "table"],
    [
      "how stacks are written",
      "Error.prepareStackTrace = () => 'changed';",
      "console.log(new Error('own').stack.split('\\n')[0]);",
      "Error: own",
    ],
  ])("%s that a program changes is as it was in the next world", async (_what, change, look, seen) => {
    const printed = async (text: string) => (await told(text)).map((one) => one.printed);
    await printed(change);
    expect(await printed(look)).toEqual([seen]);
  });

  test("an error names the file and line, without the box's own marks", async () => {
    const [one] = await told("\n\nthrow new Error('here');");
    expect(one?.printed).toMatch(/program-\d+\.mjs:3:7/);
  });
});

describe("the watchdog", () => {
  test.each([
    ["an endless loop", "await null; for (;;);"],
    ["endless microtasks", "for (;;) await null;"],
  ])("%s is ended, with the program's name", async (_name, text) => {
    await expect(told(`await new Promise((ok) => setTimeout(ok, 10)); ${text}`, 1, HUNG_MS)).rejects.toThrow(
      "a timer of Program#1 did not give the thread back within 1500 ms",
    );
  });

  test("what loads before anything happens has as long as it takes", async () => {
    const loads = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);";
    const module = `data:text/javascript,${loads} export const work = async () => "done";`;
    expect(await boxes.run({ module, export: "work", args: undefined, seed: "1" }, { hungMs: 100 })).toBe(
      "done",
    );
  });

  test("after it another job finds a box", async () => {
    expect((await told("console.log('fine');"))[0]?.printed).toBe("fine");
  });
});

test("a world in which nothing can happen any more says so", async () => {
  const job = { module: FIXTURE, export: "waitForEver", args: undefined, seed: "1" };
  await expect(boxes.run(job)).rejects.toThrow(
    "nothing is left to happen at virtual 0 ms, and the job still waits",
  );
});

test("a signal reaches the job", async () => {
  const job = { module: FIXTURE, export: "untilStopped", args: undefined, seed: "1" };
  const controller = new AbortController();
  const onSaid = () => controller.abort("SIGTERM");
  expect(await boxes.run(job, { signal: controller.signal, onSaid })).toBe("SIGTERM");
});

test("the same seed gives the same world, twenty times, and each seed another", async () => {
  const file = program(`
    import { randomUUID } from "node:crypto";
    import { setTimeout as sleep } from "node:timers/promises";
    for (let i = 0; i < 20; i += 1) {
      await sleep(Math.floor(Math.random() * 5));
      const echo = await fetch("http://echo.test/", { method: "POST", body: randomUUID() });
      console.log(Date.now(), await echo.text(), new Date().getHours());
    }
    process.exit(0);
  `);
  const seeds = Array.from({ length: 20 }, (_, index) => String(index));
  const run = (seed: string) => boxes.run({ module: FIXTURE, export: "smallWorld", args: { file }, seed });
  const first = await Promise.all(seeds.map(run));
  const second = await Promise.all(seeds.map(run));
  expect(second).toEqual(first);
  expect(new Set(first).size).toBe(20);
});

test("a route is asked what fetch was asked, whichever way it was said", async () => {
  const file = program(`
    const ask = async (...args) => console.log(await (await fetch(...args)).text());
    await ask("http://echo.test/a?b=1");
    await ask("http://echo.test", { method: "POST", headers: { "X-One": "1" }, body: "ü" });
    await ask(new URL("http://echo.test/"), { method: "PUT", headers: new Headers({ "X-One": "1" }), body: "ü" });
    await ask("http://echo.test/", { method: "POST", body: new Uint8Array([1, 2]) });
    await ask("http://echo.test/", { method: "POST", headers: { "X-One": "1 " }, body: "" });
    await ask(new Request("http://echo.test/", { method: "DELETE" }));
    process.exit(0);
  `);
  const asked = await boxes.run({ module: FIXTURE, export: "echoRequests", args: { file }, seed: "1" });
  const text = '["content-type","text/plain;charset=UTF-8"],["x-one","1"]';
  expect(String(asked).replace(/\n$/, "").split("\n")).toEqual([
    "GET http://echo.test/a?b=1 [] ",
    `POST http://echo.test/ [${text}] Ã¼`,
    `PUT http://echo.test/ [${text}] Ã¼`,
    "POST http://echo.test/ [] \u0001\u0002",
    `POST http://echo.test/ [${text}] `,
    "DELETE http://echo.test/ [] ",
  ]);
});

test("what a program appends is heard at once, and on disk when the world has ended; what is given is on no disk", async () => {
  const [followed, given] = [path.join(folder, "followed"), path.join(folder, "given")];
  const file = program(`
    import { existsSync, openSync, readFileSync, writeSync } from "node:fs";
    const descriptor = openSync(${JSON.stringify(followed)}, "a");
    console.log(writeSync(descriptor, "ü\\n"));
    console.log(existsSync(${JSON.stringify(given)}), readFileSync(${JSON.stringify(given)}, "utf8"));
    writeSync(descriptor, "two\\n");
    writeSync(descriptor, "three\\n");
    console.log("end");
    process.exit(0);
  `);
  const args = { file, followed, given };
  expect(await boxes.run({ module: FIXTURE, export: "shareFiles", args, seed: "1" })).toEqual({
    heard: ["ü\n", "", "two\nthree\n"],
    printed: "3\ntrue given\nend\n",
  });
  expect(readFileSync(followed, "utf8")).toBe("ü\ntwo\nthree\n");
  expect(existsSync(given)).toBe(false);
});

test("a client of the SDK calls alike each time", async () => {
  const file = fileURLToPath(new URL("sdk-caller.fixture.ts", import.meta.url));
  const scope = (key: string) => `${key}/20260101/eu-west-1/sqs/aws4_request`;
  const body = (queue: string) => JSON.stringify({ QueueUrl: `http://queues.test/000000000000/${queue}` });
  expect(await boxes.run({ module: FIXTURE, export: "askBySdk", args: { file }, seed: "1" })).toEqual([
    { body: body("one"), scope: scope("a"), namesSdk: true },
    { body: body("two"), scope: scope("a"), namesSdk: true },
    { body: body("three"), scope: scope("b"), namesSdk: true },
    { body: body("four"), scope: scope("a"), namesSdk: true },
  ]);
});
