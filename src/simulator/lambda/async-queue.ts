// Room simulator/lambda: asynchronous invocations: queued, tried again after errors and throttles, told to a destination or a dead letter
// queue in the end (LAM-01; Developer Guide, "How Lambda handles errors and retries with asynchronous invocation").
import { createTelling, type Telling } from "./destinations.ts";
import type { Condition, LambdaEvent } from "./events.ts";
import type { Invoked, Queued } from "./invocation.ts";
import type { Invoker } from "./invoker.ts";
import {
  ASYNC_BACKOFF_MS,
  ASYNC_DELAY_MS,
  ASYNC_RETRY_AFTER_MS,
  DEFAULT_MAX_AGE_S,
  MAX_ASYNC_BACKOFF_MS,
} from "./limits.ts";
import { isActive } from "./answer.ts";
import { versionOf } from "./names.ts";
import type { LambdaPorts } from "./ports.ts";
import type { InvokeConfig, LambdaFunction, LambdaState } from "./state.ts";

export interface AsyncQueue {
  enqueue(queued: Queued): string;
  readonly tell: Telling;
}

/** One event on its way. */
interface Item extends Queued {
  readonly requestId: string;
  readonly queuedMs: number;
  /** Invocations that reached the function. */
  readonly invoked: number;
  readonly throttles: number;
  readonly last: Extract<Invoked, { kind: "ended" }> | undefined;
}

export function createAsyncQueue(
  ports: LambdaPorts,
  state: LambdaState,
  invoker: Invoker,
  record: (event: LambdaEvent) => void,
): AsyncQueue {
  const { clock } = ports;
  const tell = createTelling(ports, state, record, (queued) => enqueue(queued));

  function enqueue(queued: Queued): string {
    const requestId = invoker.nextRequestId();
    const { fn } = queued.target;
    const queuedMs = clock.nowMs();
    record({
      kind: "lambda.queued",
      functionArn: fn.arn,
      atMs: queuedMs,
      requestId,
      source: queued.source,
      payload: queued.payload,
    });
    tryAfter(ASYNC_DELAY_MS, { ...queued, requestId, queuedMs, invoked: 0, throttles: 0, last: undefined });
    return requestId;
  }

  function tryAfter(ms: number, item: Item): void {
    const what = `an asynchronous invocation of ${item.target.fn.name}`;
    const spec = { actor: `lambda:${item.target.fn.name}`, foreground: true, what };
    clock.after(ms, spec, () => void attempt(item));
  }

  async function attempt(item: Item): Promise<void> {
    const fn = state.functions.get(item.target.fn.arn);
    if (fn === undefined) return lose(item, "RetriesExhausted", "the function does not exist any more");
    const config = configOf(fn, item.target.qualifier);
    const maxAgeMs = (config?.maxAgeS ?? DEFAULT_MAX_AGE_S) * 1_000;
    if (item.invoked + item.throttles > 0 && clock.nowMs() - item.queuedMs > maxAgeMs)
      return end(item, fn, "EventAgeExceeded");
    const version = versionOf(fn, item.target.qualifier);
    if (version === undefined) return lose(item, "RetriesExhausted", "the version does not exist any more");
    if (!isActive(version, clock.nowMs())) return tryAfter(version.activeAtMs - clock.nowMs(), item);
    const { payload, requestId, source, traceHeader } = item;
    const request = { fn, version, arn: item.target.arn, payload, requestId, source, traceHeader };
    const invoked = await invoker.invoke(request);
    if (invoked.kind === "throttled") {
      const afterMs = Math.min(ASYNC_BACKOFF_MS * 2 ** item.throttles, MAX_ASYNC_BACKOFF_MS);
      return retry({ ...item, throttles: item.throttles + 1 }, afterMs);
    }
    const again = invoked.again ? await invoker.invoke({ ...request, isRepeat: true }) : invoked;
    const last = again.kind === "ended" ? again : invoked;
    const after = { ...item, invoked: item.invoked + 1, last };
    if (last.outcome === "ok") return end(after, fn, "Success");
    const retries = config?.maxRetries ?? ASYNC_RETRY_AFTER_MS.length;
    const afterMs = ASYNC_RETRY_AFTER_MS[item.invoked];
    if (item.invoked >= retries || afterMs === undefined) return end(after, fn, "RetriesExhausted");
    retry(after, afterMs);
  }

  function retry(item: Item, afterMs: number): void {
    const { requestId, invoked, throttles, target } = item;
    const at = { functionArn: target.fn.arn, atMs: clock.nowMs() };
    record({ kind: "lambda.retried", requestId, attempt: invoked + throttles + 1, afterMs, ...at });
    tryAfter(afterMs, item);
  }

  function end(item: Item, fn: LambdaFunction, condition: Condition): Promise<void> {
    return tell.ended({ ...item, fn, condition, config: configOf(fn, item.target.qualifier) });
  }

  function lose({ requestId, target }: Item, condition: Condition, reason: string): void {
    const at = { functionArn: target.fn.arn, atMs: clock.nowMs() };
    record({ kind: "lambda.lost", requestId, condition, reason, ...at });
  }

  return { enqueue, tell };
}

/** Of the version or alias that was invoked, and no other. */
const configOf = (fn: LambdaFunction, qualifier = "$LATEST"): InvokeConfig | undefined =>
  fn.invokeConfigs.get(qualifier);
