// Room simulator/lambda/runtime: what a worker runtime and its threads say to each other.
import type { ErrorObject, Invocation } from "./runtime.ts";

export interface WorkerStart {
  readonly name: string;
  /** Where the package is unpacked. */
  readonly folder: string;
  readonly handler: string;
  /** Of the invocation that starts it. */
  readonly requestId: string;
  /** Counts the invocations that were sent: a thread that has nothing to do sleeps on it, and its timers with it. */
  readonly signal: Int32Array;
}

/** To the thread. */
export interface Ask {
  readonly payload: string;
  readonly invocation: Invocation;
}

/** From the thread. */
export type Told =
  | { readonly kind: "ready"; readonly error: ErrorObject | undefined }
  | { readonly kind: "printed"; readonly level: string; readonly text: string }
  | { readonly kind: "ok"; readonly payload: string }
  | { readonly kind: "error"; readonly error: ErrorObject }
  | { readonly kind: "ended"; readonly error: ErrorObject };
