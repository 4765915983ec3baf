// Room box: boxes, seen from outside: threads that run jobs in virtual time, one job at a time each, under a watchdog of real time.
import { Worker } from "node:worker_threads";
import { BoxHung } from "./errors.ts";
import { BEATS, type Job, STOP, STOP_REASONS, type Word } from "./thread.ts";

/** A thread that dispatches nothing for this long computes without end; loading the SDK on a busy machine takes a second or two. */
const HUNG_MS = 15_000;
const LOOK_EVERY_MS = 500;
/** A name and a few words. */
const LAST_BYTES = 512;
/**
 * Each world loads its programs under URLs of its own. Node keeps a module as long as its thread lives, and what it compiled of one in the
 * compile cache for ever: a thread that played on and on would fill both.
 */
const JOBS_OF_A_BOX = 128;

export interface RunJobOptions {
  /** What the job says while it runs. */
  readonly onSaid?: (word: unknown) => void;
  readonly signal?: AbortSignal;
  readonly hungMs?: number;
}

export interface Boxes extends AsyncDisposable {
  /** Starts so many boxes now, each with this module loaded, instead of with its first job. */
  open(count: number, module: string): void;
  /** Runs a job in the next free box. Errors of the job come back with their name, message and stack. */
  run(job: Job, options?: RunJobOptions): Promise<unknown>;
  close(): Promise<void>;
}

/** An error that a job threw in its box. */
export class JobFailed extends Error {
  constructor({ name, message, stack }: { name: string; message: string; stack: string }) {
    super(message);
    this.name = name;
    this.stack = stack;
  }
}

interface Box {
  readonly worker: Worker;
  readonly beats: Int32Array;
  readonly last: Uint8Array;
  jobs: number;
  /** Its last job left something of the built-ins changed. */
  isSpoiled: boolean;
}

const isSpent = ({ jobs, isSpoiled }: Box): boolean => isSpoiled || jobs >= JOBS_OF_A_BOX;

/** Opens `threads` boxes; each starts with its first job. Without `reuse` every job gets a new one, and a `globalThis` nobody touched. */
export function openBoxes(threads: number, { reuse = true }: { readonly reuse?: boolean } = {}): Boxes {
  const free: Box[] = [];
  const all = new Set<Box>();
  const waiting: ((box: Box) => void)[] = [];
  const take = async (): Promise<Box> => {
    const box = free.pop();
    if (box !== undefined) return box;
    if (all.size < threads) {
      const made = openBox();
      all.add(made);
      return made;
    }
    // All are busy.
    return new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (box: Box) => {
    const next = waiting.shift();
    if (next === undefined) free.push(box);
    else next(box);
  };
  const replace = async (box: Box) => {
    all.delete(box);
    await box.worker.terminate();
    if (waiting.length === 0) return;
    const made = openBox();
    all.add(made);
    giveBack(made);
  };
  const close = async () => {
    await Promise.all([...all].map((box) => box.worker.terminate()));
    all.clear();
    free.length = 0;
  };
  return {
    open(count, module) {
      while (all.size < Math.min(count, threads)) {
        const made = openBox(module);
        all.add(made);
        free.push(made);
      }
    },
    async run(job, options = {}) {
      const box = await take();
      try {
        const value = await runIn(box, job, options);
        if (reuse && !isSpent(box)) giveBack(box);
        else await replace(box);
        return value;
      } catch (error) {
        if (error instanceof JobFailed && reuse && !isSpent(box)) giveBack(box);
        else await replace(box);
        throw error;
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function openBox(preload?: string): Box {
  // The zone of a thread's Date is its process's: a world has none but UTC.
  process.env.TZ = "UTC";
  const beats = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const last = new Uint8Array(new SharedArrayBuffer(LAST_BYTES));
  const extension = import.meta.url.endsWith(".js") ? "js" : "ts";
  const worker = new Worker(new URL(`thread.${extension}`, import.meta.url), {
    workerData: { beats, last, preload },
  });
  worker.setMaxListeners(0);
  return { worker, beats, last, jobs: 0, isSpoiled: false };
}

function runIn(box: Box, job: Job, options: RunJobOptions): Promise<unknown> {
  const { worker, beats, last } = box;
  box.jobs += 1;
  const { onSaid, signal, hungMs = HUNG_MS } = options;
  Atomics.store(beats, STOP, 0);
  return new Promise((resolve, reject) => {
    const stop = () => Atomics.store(beats, STOP, STOP_REASONS.indexOf(stopReason(signal?.reason)));
    const end = (finish: () => void) => {
      clearInterval(dog);
      worker.off("message", hear).off("error", fail).off("exit", exit);
      signal?.removeEventListener("abort", stop);
      finish();
    };
    const hear = (word: Word) => {
      if (word.kind === "said") onSaid?.(word.word);
      if (word.kind === "done" || word.kind === "failed") box.isSpoiled = word.changed !== undefined;
      if (word.kind === "done") end(() => resolve(word.value));
      if (word.kind === "failed") end(() => reject(new JobFailed(word)));
    };
    const fail = (error: unknown) =>
      end(() => reject(error instanceof Error ? error : new Error(String(error))));
    const exit = () => fail(new Error(`the box ended in the middle of ${job.export}`));
    const dog = watch(beats, hungMs, () => fail(new BoxHung(textIn(last), hungMs)));
    worker.on("message", hear).on("error", fail).on("exit", exit);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop, { once: true });
    worker.postMessage(job);
  });
}

const stopReason = (reason: unknown): string =>
  typeof reason === "string" && STOP_REASONS.includes(reason) ? reason : "timeout";

function textIn(last: Uint8Array): string {
  const bytes = Uint8Array.from(last);
  return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))) || "the job";
}

/** Until something was dispatched the thread may still be loading, which takes what the machine makes of it: no less than HUNG_MS is given. */
function watch(beats: Int32Array, hungMs: number, bark: () => void): NodeJS.Timeout {
  let seen = Atomics.load(beats, BEATS);
  let sinceMs = performance.now();
  let limitMs = Math.max(hungMs, HUNG_MS);
  return setInterval(
    () => {
      const now = Atomics.load(beats, BEATS);
      if (now !== seen) {
        seen = now;
        sinceMs = performance.now();
        limitMs = hungMs;
      } else if (performance.now() - sinceMs > limitMs) bark();
    },
    Math.min(LOOK_EVERY_MS, hungMs),
  );
}
