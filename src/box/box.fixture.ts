// Room box: jobs for its tests, run inside a box: one that runs a program and tells what became of it, one that is a small world.
import { createHash } from "node:crypto";
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
