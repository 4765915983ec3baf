// Room target: starts a target, or finds the one that is already running, and says what it is.
import { openSync } from "node:fs";
import path from "node:path";
import { type ChildProcess, spawn } from "node:child_process";
import { TargetUnavailable } from "./errors.ts";
import { reach } from "./reach.ts";
import { REGION, type RemoteSpec } from "./spec.ts";

/** What run.json and the report say of a target. */
export interface TargetInfo {
  readonly kind: string;
  readonly name: string;
  readonly version?: string;
  readonly endpoint?: string;
  readonly region: string;
  readonly account?: string;
  readonly aws: boolean;
}

export interface StartedTarget {
  readonly info: TargetInfo;
  readonly endpoint: URL;
  /** Ends what was started for this run; an endpoint that was already running is left alone. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Where the target's own output goes. */
  readonly logDir: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** An emulator in Node starts in about a second; two busy cores may take some more. */
const START_LIMIT_MS = 30_000;

/** Starts or finds the target; anything that keeps it from working is a TargetUnavailable. */
export async function startTarget(spec: RemoteSpec, options: StartOptions): Promise<StartedTarget> {
  switch (spec.kind) {
    case "endpoint":
      return found(spec.name, spec.url, async () => {});
    case "started": {
      const { url, stop } = await startCommand(spec.name, spec.command, options);
      return found(spec.name, url, stop, "endpoint");
    }
    case "localstack": {
      // Imported only here: testcontainers takes half a second to load, and most runs have no use for it.
      const { startLocalstack } = await import("./localstack.ts");
      const { url, stop } = await startLocalstack(spec.image, options);
      return found(spec.name, url, stop, "localstack");
    }
  }
}

async function found(
  name: string,
  endpoint: URL,
  stop: () => Promise<void>,
  kind = "endpoint",
): Promise<StartedTarget> {
  try {
    const version = await reach(endpoint);
    const info = {
      kind,
      name,
      ...(version === undefined ? {} : { version }),
      endpoint: endpoint.href,
      region: REGION,
      aws: false,
    };
    return { info, endpoint, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startCommand(
  name: string,
  command: readonly string[],
  options: StartOptions,
): Promise<{ url: URL; stop: () => Promise<void> }> {
  const [program, ...args] = command;
  const logFile = path.join(options.logDir, `${name}.log`);
  // `node` is this very Node: the one on the path may be too old.
  const running = spawn(program === "node" ? process.execPath : (program ?? ""), args, {
    cwd: options.cwd,
    stdio: ["pipe", "pipe", openSync(logFile, "a")],
    // In a group of its own: Ctrl-C in a terminal is for this process, which still has to take down what stands there.
    detached: process.platform !== "win32",
  });
  running.stdin?.on("error", () => {});
  const ended = new Promise<string>((resolve) => {
    running.once("error", (error) => resolve(error.message));
    running.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const stop = async () => {
    running.stdin?.end();
    running.kill("SIGTERM");
    await ended;
  };
  try {
    const why = (problem: string) =>
      `target ${name} (${command.join(" ")}) did not start: ${problem}; its log is ${logFile}`;
    return { url: await firstUrl(running, ended, why), stop };
  } catch (error) {
    running.kill("SIGKILL");
    throw error;
  }
}

function firstUrl(
  running: ChildProcess,
  ended: Promise<string>,
  why: (problem: string) => string,
): Promise<URL> {
  return new Promise((resolve, reject) => {
    let text = "";
    const fail = (problem: string) => {
      clearTimeout(timer);
      reject(new TargetUnavailable(why(problem)));
    };
    const timer = setTimeout(() => fail(`it said no url within ${START_LIMIT_MS} ms`), START_LIMIT_MS);
    void ended.then(fail);
    running.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const url = /"url"\s*:\s*"([^"]+)"/.exec(text)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(new URL(url));
    });
  });
}
