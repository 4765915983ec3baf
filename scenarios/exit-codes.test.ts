// The exit codes of a run, through the built command line, against an emulator that each test owns: what is left there afterwards
// is looked at there.
import { spawn } from "node:child_process";
import http from "node:http";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CreateQueueCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import { afterAll, expect, test } from "vitest";
import { signalOnEntering, timeOutOnEntering } from "../checks/signal-on-phase.ts";
import { clientsFor } from "../src/target/clients.ts";

const LIMIT_MS = 120_000;
const BIN = path.resolve("bin/ordeal.js");

const cleanups: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function startEmulator(): Promise<URL> {
  const app = buildApp({ logger: false });
  const url = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  cleanups.push(() => app.close());
  return url;
}

async function queuesAt(endpoint: URL): Promise<readonly string[]> {
  const clients = clientsFor(endpoint, { region: "us-east-1", allowedHosts: ["127.0.0.1"] });
  try {
    return (await clients.sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [];
  } finally {
    clients.destroy();
  }
}

/** Before the emulator: says yes to DeleteQueue and does nothing. */
async function startForgetfulFront(emulator: URL): Promise<URL> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (String(request.headers["x-amz-target"]).endsWith(".DeleteQueue")) {
        response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end("{}");
        return;
      }
      const { method, headers } = request;
      const onward = http.request(new URL(request.url ?? "/", emulator), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.end(Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
}

interface Ended {
  readonly code: number | null;
  readonly exitCodes: readonly number[];
  readonly said: string;
}

/** Runs to the end. */
async function run(args: readonly string[], preload: readonly string[] = []): Promise<Ended> {
  const child = spawn(process.execPath, [...preload, BIN, "run", ...args, "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, as a command in a terminal has.
    detached: true,
  });
  let out = "";
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const verdict = JSON.parse(out === "" ? "{}" : out) as { exitCodes?: readonly number[] };
  return { code, exitCodes: verdict.exitCodes ?? [], said: said + out };
}

test.concurrent(
  "holds is 0, and nothing is left on the endpoint",
  async () => {
    const endpoint = await startEmulator();
    const { code, exitCodes } = await run(["high-value-boundary", "--target", `endpoint=${endpoint.href}`]);
    expect({ code, exitCodes, left: await queuesAt(endpoint) }).toEqual({
      code: 0,
      exitCodes: [0],
      left: [],
    });
  },
  LIMIT_MS,
);

test.concurrent(
  "a variant that is caught is 1",
  async () => {
    const endpoint = await startEmulator();
    const args = ["high-value-boundary", "--system", "variant:strictly-greater"];
    const { code, exitCodes } = await run([...args, "--target", `endpoint=${endpoint.href}`]);
    expect({ code, exitCodes, left: await queuesAt(endpoint) }).toEqual({
      code: 1,
      exitCodes: [1],
      left: [],
    });
  },
  LIMIT_MS,
);

test.concurrent(
  "a system that the target refuses is 1, by the claim provisioned, with the logical id",
  async () => {
    const endpoint = await startEmulator();
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-refused-")), "system.yaml");
    writeFileSync(
      file,
      `Resources:
  Wrong:
    Type: AWS::SQS::Queue
    Properties: { VisibilityTimeout: 43201 }
`,
    );
    const args = ["high-value-boundary", "--system", `template:${file}`];
    const { code, exitCodes, said } = await run([...args, "--target", `endpoint=${endpoint.href}`]);
    expect({ code, exitCodes, said: said.includes("Wrong"), left: await queuesAt(endpoint) }).toEqual({
      code: 1,
      exitCodes: [1],
      said: true,
      left: [],
    });
  },
  LIMIT_MS,
);

test.concurrent(
  "a timeout is 2",
  async () => {
    const endpoint = await startEmulator();
    const timeoutS = 600;
    const args = ["poison-parks", "--timeout", String(timeoutS), "--target", `endpoint=${endpoint.href}`];
    const { code, exitCodes } = await run(args, ["--import", timeOutOnEntering("drive", timeoutS)]);
    expect({ code, exitCodes, left: await queuesAt(endpoint) }).toEqual({
      code: 2,
      exitCodes: [2],
      left: [],
    });
  },
  LIMIT_MS,
);

test.concurrent(
  "a target that deletes nothing is 3, and a breach beside it stands in exitCodes",
  async () => {
    const emulator = await startEmulator();
    const front = await startForgetfulFront(emulator);
    const args = ["high-value-boundary", "--system", "variant:strictly-greater"];
    const { code, exitCodes, said } = await run([...args, "--target", `endpoint=${front.href}`]);
    const left = (await queuesAt(emulator)).length;
    expect({ code, exitCodes, said: said.includes("left behind: "), left }).toEqual({
      code: 3,
      exitCodes: [3, 1],
      said: true,
      // Six of the system, one of a probe.
      left: 7,
    });
  },
  LIMIT_MS,
);

test.skipIf(process.platform !== "linux").concurrent.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "%s in drive is %d, after undo and teardown; what was not driven is unknown",
  async (signal, expected) => {
    const endpoint = await startEmulator();
    const preload = ["--import", signalOnEntering("drive", signal)];
    const { code, exitCodes } = await run(
      ["high-value-boundary", "--target", `endpoint=${endpoint.href}`],
      preload,
    );
    expect({ code, exitCodes, left: await queuesAt(endpoint) }).toEqual({
      code: expected,
      exitCodes: [expected, 2],
      left: [],
    });
  },
  LIMIT_MS,
);

test.skipIf(process.platform !== "linux").concurrent(
  "Ctrl-C, which a terminal sends to the whole group, is for the run: what it started takes the system down first",
  async () => {
    const preload = ["--import", signalOnEntering("drive", "SIGINT", true)];
    const { code, exitCodes, said } = await run(["high-value-boundary", "--target", "fauxqs"], preload);
    expect({ code, exitCodes, left: said.includes("left behind") }).toEqual({
      code: 130,
      exitCodes: [130, 2],
      left: false,
    });
  },
  LIMIT_MS,
);

test.concurrent(
  "a queue that stands already is not taken for one's own: the system is refused, and the queue stays",
  async () => {
    const endpoint = await startEmulator();
    const clients = clientsFor(endpoint, { region: "us-east-1", allowedHosts: ["127.0.0.1"] });
    await clients.sqs.send(new CreateQueueCommand({ QueueName: "theirs" }));
    clients.destroy();
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-foreign-")), "system.yaml");
    writeFileSync(
      file,
      "Resources: { Mine: { Type: AWS::SQS::Queue, Properties: { QueueName: theirs } } }\n",
    );
    const args = ["high-value-boundary", "--system", `template:${file}`];
    const { code, said } = await run([...args, "--target", `endpoint=${endpoint.href}`]);
    const left = (await queuesAt(endpoint)).length;
    expect({ code, names: said.includes("the target refused Mine"), left }).toEqual({
      code: 1,
      names: true,
      left: 1,
    });
  },
  LIMIT_MS,
);
