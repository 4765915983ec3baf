// Room simulator/lambda: what is asked of a function, and what came of it.
import type { ThrottleReason } from "./errors.ts";
import type { Source } from "./events.ts";
import type { Target } from "./names.ts";
import type { ErrorObject } from "./runtime/runtime.ts";
import type { LambdaFunction, Version } from "./state.ts";

export interface InvokeRequest {
  readonly fn: LambdaFunction;
  readonly version: Version;
  /** With its qualifier, as the caller named it. */
  readonly arn: string;
  readonly payload: string;
  readonly requestId: string;
  readonly source: Source;
  readonly batch?: string;
  readonly clientContext?: string | undefined;
  readonly traceHeader?: string | undefined;
  /** The weather was asked for it before. */
  readonly isRepeat?: boolean;
}

export type Invoked =
  | { readonly kind: "throttled"; readonly reason: ThrottleReason }
  | {
      readonly kind: "ended";
      readonly outcome: "ok" | "error" | "timeout";
      readonly payload: string;
      readonly error: ErrorObject | undefined;
      readonly logLines: readonly string[];
      /** The weather wants it delivered once more. */
      readonly again: boolean;
    };

/** An asynchronous invocation, as it is asked for. */
export interface Queued {
  readonly target: Pick<Target, "fn" | "qualifier" | "arn">;
  readonly payload: string;
  readonly source: Source;
  readonly traceHeader?: string | undefined;
}
