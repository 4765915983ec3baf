// Room simulator/lambda: what Lambda needs of the world around it, and what it offers to the services beside it.
import type { Clock } from "../../box/clock.ts";
import type { InternalCalls } from "../internal.ts";
import type { LambdaEvent, Source } from "./events.ts";
import type { Runtime } from "./runtime/runtime.ts";

export interface LambdaPorts {
  readonly clock: Clock;
  readonly seed: string;
  readonly log: (event: LambdaEvent) => void;
  readonly internal: InternalCalls;
  /** What runs the code. Without one an invocation is refused by name. */
  readonly runtime?: Runtime | undefined;
  /** What AWS_ENDPOINT_URL says inside; asked when an environment starts. */
  readonly endpoint?: (() => string) | undefined;
  /** What happens to an invocation; undefined is fine weather. */
  readonly weather?: InvocationWeather | undefined;
  /** Whether Lambda may assume the role; without it every role will do. */
  readonly mayAssume?: ((roleArn: string) => boolean) | undefined;
  /** Without it no mapping of a stream can be made. */
  readonly onRecords?: OnRecords | undefined;
}

/** Tells of a DynamoDB stream's records as they come, until the returned function is called. */
export type OnRecords = (streamArn: string, listener: (records: readonly unknown[]) => void) => () => void;

/** An invocation, as the weather sees it. */
export interface InvocationSight {
  readonly functionArn: string;
  readonly functionName: string;
  readonly requestId: string;
  readonly payload: string;
  readonly source: Source;
}

export type InvocationFault =
  /** The handler is not called, and fails so. */
  | { readonly kind: "fail"; readonly error: { readonly type: string; readonly message: string } }
  /** The handler starts late, in the time that it has. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** The environment ends before the handler is called. */
  | { readonly kind: "crash-before" }
  /** The environment ends after the handler's work, and nobody hears of its answer. */
  | { readonly kind: "crash-after" }
  | { readonly kind: "throttle" }
  /** The handler does its work, and goes on until its time is up. */
  | { readonly kind: "timeout" }
  /** What was delivered is delivered once more, after this: a mapping's batch, an asynchronous event. */
  | { readonly kind: "duplicate" };

/** Asked once for each invocation, before it starts. */
export type InvocationWeather = (invocation: InvocationSight) => InvocationFault | undefined;
