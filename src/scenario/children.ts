// Room scenario: the child processes of a run: workers and the provider. Each ends when its parent does, because its stdin is
// a pipe of ours; its output goes to the scenario's logs; SIGKILL is a fault here, SIGTERM an ordinary end.
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";

/** A child that does not end within this after SIGTERM is killed: a worker deletes what it holds in well under a second. */
const TERM_LIMIT_MS = 2_000;
/** A child must say it is ready within this: Node starts in 0.1 s, and two busy cores are shared by all scenarios. */
const READY_LIMIT_MS = 30_000;

export interface ChildSpec {
  readonly name: string;
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

export interface Child {
  readonly name: string;
  /** Resolves when the process has ended, with what ended it. */
  readonly ended: Promise<string>;
  isAlive(): boolean;
  /** SIGKILL, as a crash would be; resolves once it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, then SIGKILL after a limit. */
  stop(): Promise<void>;
}

/** Variables of the runner's own environment that a child needs to start at all. */
const PASSED_ON = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TEMP",
  "SystemRoot",
  "NODE_EXTRA_CA_CERTS",
  "NODE_COMPILE_CACHE",
];

/** Starts a program and does not wait for it. */
export function startChild(spec: ChildSpec): Child {
  return startWithOutput(spec).child;
}

/** Starts a program that prints one JSON object when it is ready, and returns that object's `url`. */
export async function startServer(spec: ChildSpec): Promise<{ child: Child; url: URL }> {
  const { child, process } = startWithOutput(spec);
  try {
    return { child, url: await readUrl(spec, child, process) };
  } catch (error) {
    await child.kill();
    throw error;
  }
}

function startWithOutput(spec: ChildSpec): { child: Child; process: ChildProcess } {
  const log = createWriteStream(spec.logFile, { flags: "a" });
  const running = spawn(process.execPath, [spec.program], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...passedOn(), ...spec.env },
    // In a group of its own: Ctrl-C in a terminal is for the runner, which ends its children when the journal is done.
    detached: process.platform !== "win32",
  });
  running.stdout?.pipe(log, { end: false });
  running.stderr?.pipe(log, { end: false });
  // A pipe to a child that died is an ordinary end here; `ended` reports it.
  running.stdin?.on("error", () => {});
  return { child: childOf(spec.name, running, log), process: running };
}

function passedOn(): Record<string, string> {
  const entries = PASSED_ON.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function childOf(name: string, running: ChildProcess, log: WriteStream): Child {
  let alive = true;
  const ended = new Promise<string>((resolve) => {
    const end = (words: string) => {
      alive = false;
      log.end();
      resolve(words);
    };
    running.once("error", (error) => end(`could not start: ${error.message}`));
    running.once("close", (code, signal) => end(signal === null ? `exit code ${code}` : signal));
  });
  return {
    name,
    ended,
    isAlive: () => alive,
    async kill() {
      running.kill("SIGKILL");
      await ended;
    },
    async stop() {
      if (!alive) return;
      running.kill("SIGTERM");
      const timer = setTimeout(() => running.kill("SIGKILL"), TERM_LIMIT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

function readUrl(spec: ChildSpec, child: Child, running: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let text = "";
    const fail = (why: string) =>
      reject(new Error(`${spec.name} did not start: ${why}; its log is ${spec.logFile}`));
    const timer = setTimeout(
      () => fail(`no word of being ready within ${READY_LIMIT_MS} ms`),
      READY_LIMIT_MS,
    );
    void child.ended.then((words) => fail(words));
    running.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const url = urlIn(text);
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

function urlIn(text: string): URL | undefined {
  const line = text.split("\n").find((candidate) => candidate.startsWith("{"));
  if (line === undefined || !text.includes("\n")) return undefined;
  const said: unknown = JSON.parse(line);
  if (typeof said !== "object" || said === null || !("url" in said) || typeof said.url !== "string")
    return undefined;
  return new URL(said.url);
}
