// Room simulator/lambda/runtime: environments on the real clock, for `serve`: a worker thread each, with the real SDK inside and a guard around
// it. A thread is ended at its timeout, whatever it does.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { exitError } from "./errors.ts";
import { logLine } from "./log-line.ts";
import type { CodeFiles, Environment, EnvironmentSpec, ErrorObject, Outcome, Runtime } from "./runtime.ts";
import { wantsSourceMaps } from "./source-maps.ts";
import type { Ask, Told, WorkerStart } from "./worker-words.ts";

const PREFIX = "ordeal-task-";

/** As Lambda sets Node up: a file is what its ending and package.json say. */
const NODE_FLAGS = ["--no-experimental-detect-module", "--no-warnings"];

export function createWorkerRuntime(nowMs: () => number = Date.now): Runtime {
  const running = new Set<Environment>();
  const unpacked = new Map<string, string>();
  let root: string | undefined;

  function folderFor({ codeSha256, files }: EnvironmentSpec): string {
    const before = unpacked.get(codeSha256);
    if (before !== undefined) return before;
    root ??= mkdtempSync(path.join(os.tmpdir(), PREFIX));
    const folder = path.join(root, String(unpacked.size));
    unpack(folder, files);
    unpacked.set(codeSha256, folder);
    return folder;
  }

  const removeAll = (): void => {
    if (root !== undefined) rmSync(root, { recursive: true, force: true });
    root = undefined;
    unpacked.clear();
  };
  process.once("exit", removeAll);

  return {
    coldStartMs: 0,
    warmStartMs: 0,
    start(spec) {
      const environment = startThread(spec, folderFor(spec), nowMs, () => running.delete(environment));
      running.add(environment);
      return environment;
    },
    async close() {
      for (const environment of running) environment.stop();
      process.off("exit", removeAll);
      removeAll();
    },
  };
}

function unpack(folder: string, files: CodeFiles): void {
  for (const [name, bytes] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

function startThread(
  spec: EnvironmentSpec,
  folder: string,
  nowMs: () => number,
  gone: () => void,
): Environment {
  const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const start: WorkerStart = {
    name: spec.name,
    folder,
    handler: spec.handler,
    requestId: spec.requestId,
    signal,
  };
  const extension = import.meta.url.endsWith(".js") ? "js" : "ts";
  const worker = new Worker(new URL(`worker-program.${extension}`, import.meta.url), {
    workerData: start,
    // Node refuses to start a thread with options that are a process's.
    env: { ...spec.variables, LAMBDA_TASK_ROOT: folder, NODE_OPTIONS: "" },
    execArgv: [...NODE_FLAGS, ...(wantsSourceMaps(spec.variables) ? ["--enable-source-maps"] : [])],
    resourceLimits: {
      maxOldGenerationSizeMb: Number(spec.variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] ?? 128),
    },
    stdout: true,
    stderr: true,
  });
  for (const stream of [worker.stdout, worker.stderr])
    stream.on("data", (chunk: Buffer) => spec.print(chunk.toString().replace(/\n$/, "")));
  const ready = Promise.withResolvers<ErrorObject | undefined>();
  let requestId = spec.requestId;
  let isInvoked = false;
  let settle: ((outcome: Outcome) => void) | undefined;
  let isReady = false;
  let ending: ErrorObject | undefined;
  const finish = (outcome: Outcome): void => {
    settle?.(outcome);
    settle = undefined;
    worker.unref();
  };
  worker.on("message", (told: Told) => {
    if (told.kind === "ready") {
      isReady = true;
      // An idle environment is no reason to go on.
      worker.unref();
      ready.resolve(told.error);
    } else if (told.kind === "printed")
      spec.print(logLine(nowMs(), isInvoked ? requestId : undefined, told.level, told.text));
    else if (told.kind === "ended") ending = told.error;
    else finish(told);
  });
  worker.on("error", (error) => {
    const isOutOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    ending = isOutOfMemory
      ? exitError(requestId, "SIGKILL")
      : { errorType: "Runtime.ExitError", errorMessage: error.message };
  });
  worker.on("exit", (code) => {
    gone();
    const error = ending ?? exitError(requestId, code);
    if (!isReady) ready.resolve(error);
    finish({ kind: "ended", error });
  });
  return {
    ready: ready.promise,
    invoke(payload, invocation) {
      ({ requestId } = invocation);
      isInvoked = true;
      worker.ref();
      return new Promise((resolve) => {
        settle = resolve;
        const ask: Ask = { payload, invocation };
        worker.postMessage(ask);
        Atomics.add(signal, 0, 1);
        Atomics.notify(signal, 0);
      });
    },
    stop: () => void worker.terminate(),
  };
}
