// Room box: jobs for its tests, run inside a box: one that runs a program and tells what became of it, one that is a small world.
import { createHash } from "node:crypto";
import { threadId } from "node:worker_threads";
import type { JobContext } from "./thread.ts";

/** How long a program of a test may take, in virtual time. */
const LIMIT_MS = 10_000;

export interface Told {
  readonly printed: string;
  /** How it ended, or `alive` at the limit. */
  readonly end: string;
  readonly atMs: number;
}

/** Runs one program to its end, or for ten virtual seconds. */
export async function runProgram(
  { file, incarnations = 1 }: { file: string; incarnations?: number },
  { world }: JobContext,
): Promise<readonly Told[]> {
  const runs = Array.from({ length: incarnations }, async (_, index): Promise<Told> => {
    let printed = "";
    const name = `Program#${index + 1}`;
    const actor = world.start({ name, file, env: { WHO: name }, print: (text) => (printed += text) });
    const limit = new Promise<"alive">((resolve) => setTimeout(() => resolve("alive"), LIMIT_MS));
    const end = await Promise.race([actor.ended, limit]);
    const how = end === "alive" ? end : `${end.kind}${"code" in end ? ` ${end.code}` : ""}`;
    return { printed: printed.trim(), end: how, atMs: performance.now() };
  });
  return Promise.all(runs);
}

/** Waits for a promise that nobody settles. */
export function waitForEver(): Promise<never> {
  return new Promise(() => {});
}

/** Says what it was told to stop for. */
export async function untilStopped(_args: undefined, { signal, say }: JobContext): Promise<string> {
  say("begun");
  while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 10));
  return String(signal.reason);
}

/** Five actors that sleep, draw and print; answers the digest of all that was printed, with times. */
export async function smallWorld({ file }: { file: string }, { world }: JobContext): Promise<string> {
  const digest = createHash("sha256");
  const note = (name: string) => (text: string) => digest.update(`${world.clock.nowMs()} ${name} ${text}`);
  world.route("echo.test", async ({ body }) => ({ status: 200, headers: {}, body: await body() }));
  const actors = ["a", "b", "c", "d", "e"].map((name) =>
    world.start({ name, file, env: { WHO: name }, print: note(name) }),
  );
  await Promise.all(actors.map((actor) => actor.ended));
  return digest.digest("hex");
}

/** Runs one program that asks a host what it was asked. */
export async function echoRequests({ file }: { file: string }, { world }: JobContext): Promise<string> {
  let printed = "";
  world.route("echo.test", async ({ method, url, headers, body }) => {
    const text = Buffer.from(await body()).toString("latin1");
    const names = Object.entries(headers).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return { status: 200, headers: {}, body: [method, url.href, JSON.stringify(names), text].join(" ") };
  });
  const actor = world.start({ name: "Program#1", file, env: {}, print: (text) => (printed += text) });
  await actor.ended;
  return printed;
}

/** Runs one program that appends to a file that is followed, and reads one that only the world has. */
export async function shareFiles(
  { file, followed, given }: { file: string; followed: string; given: string },
  { world }: JobContext,
): Promise<{ readonly heard: readonly string[]; readonly printed: string }> {
  let printed = "";
  const heard: string[] = [];
  const added = world.followFile(followed);
  world.giveFile(given, "given");
  const print = (text: string): void => {
    printed += text;
    heard.push(added());
  };
  const actor = world.start({ name: "Program#1", file, env: {}, print });
  await actor.ended;
  return { heard, printed };
}

/** Runs one program that calls a service by the SDK; answers what stood in the requests. */
export async function askBySdk(
  { file }: { file: string },
  { world }: JobContext,
): Promise<readonly object[]> {
  const asked: object[] = [];
  world.answerSdk(async ({ headers, body }) => {
    const { authorization = "", "user-agent": agent = "" } = headers;
    const [, scope] = /Credential=([^,]*)/.exec(authorization) ?? [];
    asked.push({ body: Buffer.from(body).toString(), scope, namesSdk: agent.includes("aws-sdk-js") });
    return { status: 200, headers: {}, body: Buffer.from("{}") };
  });
  const actor = world.start({ name: "Program#1", file, env: {}, print: () => {} });
  await actor.ended;
  return asked;
}

/** Fails, and says in which thread. */
export async function failingJob(): Promise<never> {
  throw new Error(`in thread ${threadId}`);
}
