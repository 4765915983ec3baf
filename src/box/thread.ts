// Room box: the thread's own program: it virtualises itself, then runs one job after another, each in a world of its own. Between jobs
// it waits for a message; within one nothing but the world keeps its event loop busy.
import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { keepBuiltIns } from "./built-ins.ts";
import { virtualise } from "./realm.ts";
import { openSdkDoor } from "./sdk-door.ts";
import { signNothing } from "./signature.ts";
import { runWorld, type World } from "./world.ts";

/** What a box is asked to do: a module's export, by name; never a closure. */
export interface Job {
  readonly module: string;
  readonly export: string;
  readonly args: unknown;
  readonly seed: string;
}

/** What a job's export is given. */
export interface JobContext {
  readonly world: World;
  readonly signal: AbortSignal;
  /** Says something to whoever waits for the job. */
  say(word: unknown): void;
}

export type JobFunction = (args: never, context: JobContext) => Promise<unknown>;

/** How a job ended. */
type End =
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "failed"; readonly name: string; readonly message: string; readonly stack: string };

/** Words from the thread. */
export type Word =
  | { readonly kind: "ready" }
  | { readonly kind: "said"; readonly word: unknown }
  /** `changed` names what of the built-ins the job left changed: no other world may begin here. */
  | (End & { readonly changed: string | undefined });

/** Shared with the main thread: dispatches so far, and whether to stop. */
export interface SharedPulse {
  readonly beats: Int32Array;
  /** What was dispatched last, as text that ends with a zero: who hung, when it hangs. */
  readonly last: Uint8Array;
  /** A module that jobs will want, loaded before the first comes. */
  readonly preload?: string | undefined;
}

export const BEATS = 0;
export const STOP = 1;
/** By the number that stands at STOP: a name crosses the border of a thread that is busy. */
export const STOP_REASONS: readonly string[] = ["", "SIGINT", "SIGTERM", "timeout"];

enableCompileCache();
if (parentPort !== null) serve(parentPort, workerData as SharedPulse);

function serve(port: NonNullable<typeof parentPort>, shared: SharedPulse): void {
  virtualise();
  openSdkDoor();
  signNothing();
  const changed = keepBuiltIns();
  const tell = (word: Word) => port.postMessage(word);
  port.on("message", (job: Job) => {
    // A reference to the port would keep the event loop from ever being empty.
    port.unref();
    void run(job, shared, tell).then((end) => {
      port.ref();
      tell({ ...end, changed: changed() });
    });
  });
  tell({ kind: "ready" });
  // What cannot be loaded fails the job that wants it, which can say so.
  if (shared.preload !== undefined) void import(shared.preload).catch(() => {});
}

async function run(job: Job, { beats, last }: SharedPulse, tell: (word: Word) => void): Promise<End> {
  const encoder = new TextEncoder();
  const pulse = {
    beat(what: string) {
      const { written } = encoder.encodeInto(what, last);
      last[written] = 0;
      Atomics.add(beats, BEATS, 1);
    },
    stopped: () => STOP_REASONS[Atomics.load(beats, STOP)] || undefined,
  };
  try {
    const work = await exported(job);
    const say = (word: unknown) => tell({ kind: "said", word });
    const value = await runWorld(
      job.seed,
      (world, signal) => work(job.args as never, { world, signal, say }),
      pulse,
    );
    return { kind: "done", value };
  } catch (error) {
    const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    return { kind: "failed", name, message, stack };
  }
}

async function exported(job: Job): Promise<JobFunction> {
  const module = (await import(job.module)) as Readonly<Record<string, unknown>>;
  const found = module[job.export];
  if (typeof found !== "function") throw new Error(`${job.module} exports no function ${job.export}`);
  return found as JobFunction;
}
