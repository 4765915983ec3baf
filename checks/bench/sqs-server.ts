// Benchmark: a server under measurement: started as a user starts it, and what its process has used of the machine.
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Server {
  readonly url: URL;
  readonly child: ChildProcess;
  readonly readyMs: number;
}

/** Until it says its URL. */
export function start(command: readonly string[]): Promise<Server> {
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

export async function stop({ child }: Server): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await ended;
}

/** Of all its threads, since it was started: what it took of the processors, however busy the machine was (proc(5), schedstat). */
export function cpuUsOf({ child: { pid = 0 } }: Server): number {
  const each = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
  );
  return each.reduce((sum, ns) => sum + ns, 0) / 1_000;
}

export function residentMib({ child: { pid = 0 } }: Server): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

export async function createQueue({ url }: Server, QueueName: string): Promise<string> {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.CreateQueue" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ QueueName }) });
  return ((await answer.json()) as { QueueUrl: string }).QueueUrl;
}
