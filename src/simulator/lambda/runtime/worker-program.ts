// Room simulator/lambda/runtime: the program of a worker thread that is one execution environment: it loads the function's code, handles one
// invocation after the other, and between them sleeps as a whole, as Lambda freezes an environment.
import { existsSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { callHandler } from "./call-handler.ts";
import { errorObject, exitError, initError, unhandledRejection } from "./errors.ts";
import { fileOf, handlerIn, placeOf } from "./handler.ts";
import { guardLoopback } from "./loopback-guard.ts";
import { type ErrorObject, type Handler, TASK_ROOT } from "./runtime.ts";
import { defineStreaming } from "./streaming.ts";
import type { Ask, Told, WorkerStart } from "./worker-words.ts";

const own = createRequire(import.meta.url);

const port = parentPort;
const { name, folder, handler: wanted, signal, ...first } = workerData as WorkerStart; // only worker-runtime.ts starts this
const tell = (word: Told): void => port?.postMessage(word);
const tidy = (text: string): string => text.replaceAll(folder, TASK_ROOT);

let heard = 0;
let tellQuiet: (() => void) | undefined;
let isHandling = false;
/** Of the invocation that runs, or starts this. */
let { requestId } = first;

async function load(): Promise<Handler> {
  const place = placeOf(wanted);
  const file = fileOf(place, (one) => existsSync(path.join(folder, one)));
  const exported: unknown = await import(pathToFileURL(path.join(folder, file)).href);
  return handlerIn(exported, place, process.env["AWS_EXECUTION_ENV"]);
}

/** Sleeps until the next invocation is sent: nothing of this thread runs meanwhile. */
function next(handler: Handler): void {
  Atomics.wait(signal, 0, heard);
  const message = port === null ? undefined : receiveMessageOnPort(port);
  if (message === undefined) return void setImmediate(next, handler);
  heard += 1;
  const { payload, invocation } = message.message as Ask; // only worker-runtime.ts posts here
  if (invocation.traceHeader !== undefined) process.env["_X_AMZN_TRACE_ID"] = invocation.traceHeader;
  isHandling = true;
  ({ requestId } = invocation);
  const end = (word: Told): void => {
    isHandling = false;
    tell(word);
    setImmediate(next, handler);
  };
  callHandler(handler, payload, invocation, { nowMs: Date.now, onQuiet }).then(
    (answer) => end({ kind: "ok", payload: answer }),
    (error: unknown) => end({ kind: "error", error: errorObject(error, tidy) }),
  );
}

function onQuiet(told: () => void): () => void {
  tellQuiet = told;
  return () => {
    if (tellQuiet === told) tellQuiet = undefined;
  };
}

function fail(error: ErrorObject, code: number): never {
  tell({ kind: "ended", error });
  // eslint-disable-next-line unicorn/no-process-exit -- ends this thread
  process.exit(code);
}

/** A signal to itself would end the whole server: here it ends this thread, unless the code listens for it. */
function guardSignals(): void {
  const signalSelf = (sent: string): true => {
    const isHandled = sent !== "SIGKILL" && process.emit(sent as NodeJS.Signals, sent as NodeJS.Signals);
    return isHandled || fail(exitError(requestId, sent), 1);
  };
  process.abort = () => signalSelf("SIGABRT") as never;
  process.kill = (pid, asked = "SIGTERM") => {
    if (pid !== process.pid) throw Object.assign(new Error("kill EPERM"), { code: "EPERM", syscall: "kill" });
    return asked === 0 || signalSelf(String(asked));
  };
}

function begin(): void {
  guardLoopback(name);
  defineStreaming();
  for (const level of ["log", "info", "warn", "error", "debug"] as const)
    console[level] = (...args: unknown[]) => tell({ kind: "printed", level, text: tidy(format(...args)) });
  process.on("beforeExit", () => {
    if (isHandling) tellQuiet?.();
  });
  guardSignals();
  process.on("unhandledRejection", (reason) => fail(unhandledRejection(reason, tidy), 128));
  process.on("uncaughtException", (error) => fail(errorObject(error, tidy), 129));
  registerHooks({
    resolve(specifier, context, following) {
      // What Lambda's Node runtime brings along; everything else is in the package or nowhere.
      if (!/^@(aws-sdk|smithy)\//.test(specifier)) return following(specifier, context);
      try {
        return following(specifier, context);
      } catch {
        // By path: of a CommonJS module the parent that is given here counts for nothing.
        return { url: pathToFileURL(own.resolve(specifier)).href, shortCircuit: true };
      }
    },
  });
  load().then(
    (handler) => {
      tell({ kind: "ready", error: undefined });
      next(handler);
    },
    (error: unknown) => {
      tell({ kind: "ready", error: initError(error, tidy) });
    },
  );
}

begin();
