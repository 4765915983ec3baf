// Room simulator/lambda: one invocation: throttled, or given to an environment, warm if one is free, and ended by its answer, its error or
// the end of its time.
import type { Timer } from "../../box/clock.ts";
import { keyedUuid } from "../../box/keyed.ts";
import { createPools, type Room } from "./environments.ts";
import type { ThrottleReason } from "./errors.ts";
import { notModelled } from "./errors.ts";
import type { LambdaEvent } from "./events.ts";
import type { Invoked, InvokeRequest } from "./invocation.ts";
import { ACCOUNT_CONCURRENCY, MAX_RESPONSE_BYTES } from "./limits.ts";
import { openLog } from "./log.ts";
import type { InvocationFault, LambdaPorts } from "./ports.ts";
import { exitError } from "./runtime/errors.ts";
import type { ErrorObject, Invocation, Outcome } from "./runtime/runtime.ts";
import type { LambdaFunction, LambdaState } from "./state.ts";

export interface Invoker {
  invoke(request: InvokeRequest): Promise<Invoked>;
  nextRequestId(): string;
  /** A function changed or is gone: environments of what it was end when they are free. */
  retire(functionArn: string): void;
}

export function createInvoker(
  ports: LambdaPorts,
  state: LambdaState,
  record: (event: LambdaEvent) => void,
): Invoker {
  const { clock, seed, runtime, weather } = ports;
  const pools = runtime === undefined ? undefined : createPools(ports, runtime);
  const running = new Map<string, number>();
  const prefix = keyedUuid(seed, "lambda.request").slice(0, 23);
  let requests = 0;

  async function invoke(request: InvokeRequest): Promise<Invoked> {
    if (runtime === undefined || pools === undefined) throw notModelled("Invoke without a runtime");
    const { fn } = request;
    const { payload, requestId, source } = request;
    const sight = { functionArn: fn.arn, functionName: fn.name, requestId, payload, source };
    const fault = request.isRepeat === true ? undefined : weather?.(sight);
    const reason = fault?.kind === "throttle" ? "CallerRateLimitExceeded" : overLimit(fn);
    if (reason !== undefined) {
      const at = { functionArn: fn.arn, atMs: clock.nowMs() };
      record({ kind: "lambda.ended", ...told(request), outcome: "throttled", durationMs: 0, ...at });
      return { kind: "throttled", reason };
    }
    running.set(fn.arn, (running.get(fn.arn) ?? 0) + 1);
    const room = pools.take(request);
    try {
      const startMs = room.isCold ? runtime.coldStartMs : runtime.warmStartMs;
      if (startMs > 0) await wait(startMs, room, `an invocation of ${room.name}`);
      return await runIn(room, request, fault);
    } finally {
      running.set(fn.arn, (running.get(fn.arn) ?? 1) - 1);
      pools.giveBack(room);
    }
  }

  async function runIn(
    room: Room,
    request: InvokeRequest,
    fault: InvocationFault | undefined,
  ): Promise<Invoked> {
    const { fn, version, requestId } = request;
    const { config } = version;
    const log = openLog({ clock, requestId, version: version.version, memoryMb: config.memoryMb });
    room.print = log.print;
    const at = () => ({ functionArn: fn.arn, atMs: clock.nowMs() });
    const startedMs = clock.nowMs();
    record({
      kind: "lambda.invoked",
      ...told(request),
      environment: room.name,
      version: version.version,
      payload: request.payload,
      isColdStart: room.isCold,
      ...at(),
    });
    const initFailure = await room.start(version, requestId);
    const initMs = room.isCold ? clock.nowMs() - startedMs : 0;
    log.start();
    const beganMs = clock.nowMs();
    const ended: Ended =
      initFailure === undefined ? await handle(room, request, fault) : { kind: "ended", error: initFailure };
    const durationMs = clock.nowMs() - beganMs;
    const { outcome, payload, error } = verdict(
      ended,
      requestId,
      clock.epochMs + clock.nowMs(),
      config.timeoutS,
    );
    if (ended.kind === "ended" || ended.kind === "timeout") room.end();
    if (error !== undefined) log.failed(error, ended.kind);
    const isFirst = room.isCold ? { initMs: initMs + (runtime?.coldStartMs ?? 0) } : {};
    log.end({ durationMs, ...isFirst, ...statusOf(ended) });
    record({ kind: "lambda.logged", environment: room.name, requestId, lines: log.lines(), ...at() });
    record({
      kind: "lambda.ended",
      ...told(request),
      environment: room.name,
      outcome,
      ...(error === undefined ? {} : { errorType: error.errorType }),
      durationMs,
      ...at(),
    });
    const again = fault?.kind === "duplicate";
    return { kind: "ended", outcome, payload, error, logLines: log.lines(), again };
  }

  /** The handler's work under its weather, or the end of its time. */
  async function handle(
    room: Room,
    { payload, requestId, fn, version, arn, clientContext, traceHeader }: InvokeRequest,
    fault: InvocationFault | undefined,
  ): Promise<Ended> {
    const timeoutMs = version.config.timeoutS * 1_000;
    const crashed: Ended = { kind: "ended", error: exitError(requestId, 1) };
    if (fault?.kind === "crash-before") return crashed;
    if (fault?.kind === "fail") {
      const { type: errorType, message: errorMessage } = fault.error;
      return { kind: "error", error: { errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`] } };
    }
    const context: Invocation = {
      requestId,
      functionName: fn.name,
      functionVersion: version.version,
      invokedFunctionArn: arn,
      memoryMb: version.config.memoryMb,
      logGroup: version.config.logGroup,
      logStream: room.logStream,
      timeoutMs,
      clientContext,
      traceHeader,
    };
    let alarm: Timer | undefined;
    const timeout = new Promise<Ended>((resolve) => {
      const spec = { actor: room.name, foreground: true, what: `the timeout of ${room.name}` };
      alarm = clock.after(timeoutMs, spec, () => resolve({ kind: "timeout" }));
    });
    const work = async (): Promise<Ended> => {
      const slowMs = fault?.kind === "slow" ? fault.delayMs : 0;
      if (slowMs > 0) await wait(slowMs, room, `a slow invocation of ${room.name}`);
      const left = { ...context, timeoutMs: Math.max(0, timeoutMs - slowMs) };
      const done = await room.invoke(payload, left);
      if (fault?.kind === "crash-after") return crashed;
      return fault?.kind === "timeout" ? timeout : done;
    };
    try {
      return await Promise.race([work(), timeout]);
    } finally {
      alarm?.cancel();
    }
  }

  function wait(ms: number, { name: actor }: Room, what: string): Promise<void> {
    return new Promise((resolve) => void clock.after(ms, { actor, foreground: true, what }, resolve));
  }

  /** Reserved concurrency is the function's limit; all others share what is left. */
  function overLimit({ arn, region, reserved }: LambdaFunction): ThrottleReason | undefined {
    if (reserved !== undefined)
      return (running.get(arn) ?? 0) >= reserved
        ? "ReservedFunctionConcurrentInvocationLimitExceeded"
        : undefined;
    let left = ACCOUNT_CONCURRENCY;
    for (const fn of state.functions.values()) {
      if (fn.region !== region) continue;
      left -= fn.reserved ?? running.get(fn.arn) ?? 0;
    }
    return left <= 0 ? "ConcurrentInvocationLimitExceeded" : undefined;
  }

  return {
    invoke,
    nextRequestId() {
      requests += 1;
      return `${prefix}-${requests.toString(16).padStart(12, "0")}`;
    },
    retire: (functionArn) => pools?.retire(functionArn),
  };
}

const told = ({ requestId, source, batch }: InvokeRequest) => ({
  requestId,
  source,
  ...(batch === undefined ? {} : { batch }),
});

type Ended = Outcome | { readonly kind: "timeout" };

/** A handler's own error is none of the platform's. */
function statusOf(ended: Ended): Partial<Parameters<ReturnType<typeof openLog>["end"]>[0]> {
  if (ended.kind === "timeout") return { status: { kind: "timeout" } };
  return ended.kind === "ended" ? { status: { kind: "error", errorType: ended.error.errorType } } : {};
}

interface Verdict {
  readonly outcome: "ok" | "error" | "timeout";
  readonly payload: string;
  readonly error: ErrorObject | undefined;
}

function verdict(ended: Ended, requestId: string, nowMs: number, timeoutS: number): Verdict {
  if (ended.kind === "timeout") {
    const words = `${requestId} Task timed out after ${timeoutS.toFixed(2)} seconds`;
    const error = {
      errorType: "Sandbox.Timedout",
      errorMessage: `${new Date(nowMs).toISOString()} ${words}`,
    };
    return { outcome: "timeout", payload: JSON.stringify(error), error };
  }
  if (ended.kind !== "ok")
    return { outcome: "error", payload: JSON.stringify(ended.error), error: ended.error };
  if (Buffer.byteLength(ended.payload) <= MAX_RESPONSE_BYTES)
    return { outcome: "ok", payload: ended.payload, error: undefined };
  const error = {
    errorType: "Function.ResponseSizeTooLarge",
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
  };
  return { outcome: "error", payload: JSON.stringify(error), error };
}
