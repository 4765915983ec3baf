// Room simulator/lambda/runtime: one call of a handler in whatever style it is written: a promise, a callback, context.done and its kin, a
// response stream, or nothing at all (Developer Guide, "Define Lambda function handler in Node.js").
import { once } from "node:events";
import type { Handler, Invocation } from "./runtime.ts";
import { isStreaming, ResponseStream } from "./streaming.ts";

export interface Surroundings {
  /** Since 1970, of the clock that the handler reads. */
  readonly nowMs: () => number;
  /** Tells once the handler's event loop is empty; answers how to stop looking. */
  readonly onQuiet: (tell: () => void) => () => void;
}

/** What the runtime tells in the place of an error that is none (aws-lambda-nodejs-runtime-interface-client). */
const NO_ERROR = "handled";

/** Resolves with the answer as JSON; rejects with whatever the handler failed with. */
export function callHandler(
  handler: Handler,
  payload: string,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const { onQuiet } = surroundings;
    const event: unknown = JSON.parse(payload);
    const settle = (how: () => void): void => {
      stopLooking();
      how();
    };
    const fail = (error: unknown): void => settle(() => reject(error ?? NO_ERROR)); // whatever it threw is told as it is
    const succeed = (value: unknown): void =>
      settle(() => {
        try {
          resolve(jsonOf(value));
        } catch (error) {
          fail(error);
        }
      });
    const done = (error: unknown, value: unknown): void =>
      error === undefined || error === null ? succeed(value) : fail(error);
    const callback = (error: unknown, value: unknown): void => {
      const isError = error !== undefined && error !== null;
      if (isError || context["callbackWaitsForEmptyEventLoop"] === false) return done(error, value);
      stopLooking();
      stopLooking = onQuiet(() => done(error, value));
    };
    const context = contextOf(invocation, surroundings, { done, succeed, fail });
    // An empty event loop and no answer: nothing will ever come, and Lambda answers null.
    let stopLooking = onQuiet(() => resolve("null"));
    if (isStreaming(handler)) {
      stream(handler, event, context).then((text) => settle(() => resolve(text)), fail);
      return;
    }
    try {
      const returned = handler(event, context, callback);
      if (isThenable(returned)) returned.then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  });
}

async function stream(handler: Handler, event: unknown, context: unknown): Promise<string> {
  const responseStream = new ResponseStream();
  const finished = once(responseStream, "finish");
  finished.catch(() => {}); // an error of the stream fails the handler, or the wait below
  await handler(event, responseStream, context);
  if (!responseStream.writableFinished) await finished;
  return responseStream.text();
}

type Ends = Readonly<Record<"done" | "succeed" | "fail", (...args: never[]) => void>>;

function contextOf(invocation: Invocation, { nowMs }: Surroundings, ends: Ends): Record<string, unknown> {
  const endsAtMs = nowMs() + invocation.timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: invocation.functionName,
    functionVersion: invocation.functionVersion,
    memoryLimitInMB: String(invocation.memoryMb),
    invokedFunctionArn: invocation.invokedFunctionArn,
    awsRequestId: invocation.requestId,
    logGroupName: invocation.logGroup,
    logStreamName: invocation.logStream,
    clientContext:
      invocation.clientContext === undefined ? undefined : (JSON.parse(invocation.clientContext) as unknown),
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(endsAtMs - nowMs())),
    ...ends,
  };
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? "null";
  } catch {
    throw new Error("Unable to stringify response body");
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
