// Room simulator/lambda/mapping: a queue's mapping: batches of what is there, as many at a time as may be, deleted when the function is done
// with them and left to their visibility timeout when it is not (ESM-05).
import type { Timer } from "../../../box/clock.ts";
import { type Fields, isFields } from "../../wire/index.ts";
import { AwsError } from "../../wire/index.ts";
import { queueUrlOf } from "../destinations.ts";
import {
  CONCURRENCY_PER_MINUTE,
  EXTRA_VISIBILITY_S,
  FIRST_CONCURRENCY,
  MAX_REQUEST_BYTES,
  MOST_CONCURRENCY,
  POLL_MS,
  THROTTLE_BACKOFF_MS,
} from "../limits.ts";
import { split, versionOf } from "../names.ts";
import type { Mapping } from "../state.ts";
import { readBatchResult } from "./batch-result.ts";
import { compileFilters } from "./filters.ts";
import { actorOf, invokeFor, type Poller, type PollerParts, sleep } from "./poller.ts";
import { type Message, messageOf } from "./sqs-record.ts";

/** What one call of SQS takes and deletes. */
const MAX_ENTRIES = 10;
const MINUTE_MS = 60_000;
/** Of what stands around the records in the event. */
const EVENT_BYTES = 1_024;

interface Held {
  readonly messages: readonly Message[];
  readonly receivedMs: number;
}

export function createSqsPoller(parts: PollerParts): Poller {
  const { clock, internal } = parts;
  let isStopped = false;
  let planned: Timer | undefined;
  let isReceiving = false;
  /** Something happened while it was receiving. */
  let isStale = false;
  /** There may be more, and no more was taken because enough batches run. */
  let isHeldBack = false;
  /** Ends the wait for a window to fill. */
  let wakeWindow: (() => void) | undefined;
  let running = 0;
  let batches = 0;
  let busySinceMs: number | undefined;

  const call = (operation: string, input: Fields, { region, ...mapping }: Mapping): Promise<Fields> =>
    internal.call(
      "sqs",
      operation,
      { QueueUrl: queueUrlOf(mapping.sourceArn), ...input },
      {
        actor: actorOf({ region, ...mapping }),
        region,
      },
    );

  const current = (): Mapping | undefined => (isStopped ? undefined : parts.mapping());

  function wake(): void {
    const mapping = current();
    if (mapping === undefined) return;
    wakeWindow?.();
    if (isReceiving) isStale = true;
    else
      planned ??= clock.after(
        POLL_MS,
        { actor: actorOf(mapping), foreground: true, what: `a poll of ${mapping.sourceArn}` },
        () => {
          planned = undefined;
          void poll();
        },
      );
  }

  async function poll(): Promise<void> {
    isReceiving = true;
    try {
      for (let mapping = current(); mapping !== undefined; mapping = current()) {
        if (!hasFunction(mapping)) {
          parts.result("PROBLEM: Function not found");
          return;
        }
        isHeldBack = running >= limitOf(mapping);
        if (isHeldBack) return;
        isStale = false;
        const { messages, isEmpty } = await collect(mapping);
        if (messages.length > 0) launch(mapping, { messages, receivedMs: clock.nowMs() });
        if (isEmpty && !isStale) return;
      }
    } catch (error) {
      tellProblem(error);
    } finally {
      isReceiving = false;
    }
  }

  /** Messages for a function that is gone stay where they are: received, they would only grow old by receives. */
  function hasFunction({ settings }: Mapping): boolean {
    const [base, qualifier] = split(settings.functionArn);
    const fn = parts.state.functions.get(base);
    return fn !== undefined && versionOf(fn, qualifier) !== undefined;
  }

  /** A queue that is gone refuses; what is no refusal is a fault of ours, and must be seen. */
  function tellProblem(error: unknown): void {
    if (!(error instanceof AwsError)) throw error;
    parts.result(`PROBLEM: ${error.message}`);
  }

  /** ESM-17: five at first, more for as long as there is no end to it. */
  function limitOf({ settings }: Mapping): number {
    if (running === 0) busySinceMs = clock.nowMs();
    const minutes = Math.floor((clock.nowMs() - (busySinceMs ?? 0)) / MINUTE_MS);
    const scaled = Math.min(MOST_CONCURRENCY, FIRST_CONCURRENCY + CONCURRENCY_PER_MINUTE * minutes);
    return Math.min(scaled, settings.maxConcurrency ?? MOST_CONCURRENCY);
  }

  /** One batch: what is there now, and with a window what comes until it ends or the batch is full. */
  async function collect(mapping: Mapping): Promise<{ messages: readonly Message[]; isEmpty: boolean }> {
    const { batchSize, windowS } = mapping.settings;
    const messages: Message[] = [];
    const hidden = windowS === 0 ? {} : await hiddenFor(mapping);
    let sizeBytes = EVENT_BYTES;
    let endsAtMs: number | undefined;
    for (;;) {
      const wanted = Math.min(MAX_ENTRIES, batchSize - messages.length);
      const got = await receive(mapping, wanted, hidden);
      messages.push(...got);
      sizeBytes += got.reduce((sum, one) => sum + one.sizeBytes, 0);
      if (messages.length >= batchSize || sizeBytes >= MAX_REQUEST_BYTES / 2)
        return { messages, isEmpty: false };
      if (got.length >= wanted) continue;
      if (messages.length === 0 || windowS === 0) return { messages, isEmpty: true };
      endsAtMs ??= clock.nowMs() + windowS * 1_000;
      if (clock.nowMs() >= endsAtMs || current() === undefined) return { messages, isEmpty: true };
      await untilMore(endsAtMs - clock.nowMs(), mapping);
    }
  }

  function untilMore(ms: number, mapping: Mapping): Promise<void> {
    return new Promise((resolve) => {
      const spec = { actor: actorOf(mapping), foreground: true, what: `the window of ${mapping.sourceArn}` };
      const go = (): void => {
        wakeWindow = undefined;
        timer.cancel();
        resolve();
      };
      const timer = clock.after(ms, spec, go);
      // A moment later: whatever changes the queue is still about it.
      wakeWindow = () => {
        wakeWindow = undefined;
        clock.after(POLL_MS, spec, go);
      };
    });
  }

  async function receive(
    mapping: Mapping,
    MaxNumberOfMessages: number,
    more: Fields,
  ): Promise<readonly Message[]> {
    const all = { MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] };
    const answer = await call(
      "ReceiveMessage",
      { MaxNumberOfMessages, WaitTimeSeconds: 0, ...all, ...more },
      mapping,
    );
    const from = { arn: mapping.sourceArn, region: mapping.region, hasWindow: mapping.settings.windowS > 0 };
    const messages: readonly unknown[] = Array.isArray(answer["Messages"]) ? answer["Messages"] : [];
    return messages.map((one) => messageOf(one, from));
  }

  async function visibilityOf(mapping: Mapping): Promise<number> {
    const { Attributes } = await call(
      "GetQueueAttributes",
      { AttributeNames: ["VisibilityTimeout"] },
      mapping,
    );
    return isFields(Attributes) ? Number(Attributes["VisibilityTimeout"]) : 0;
  }

  /** ESM-14: a window and a function that together outlast the visibility timeout get a longer one. */
  async function hiddenFor(mapping: Mapping): Promise<Fields> {
    const [base] = split(mapping.settings.functionArn);
    const timeoutS = parts.state.functions.get(base)?.latest.config.timeoutS ?? 0;
    const needS = mapping.settings.windowS + timeoutS;
    return needS > (await visibilityOf(mapping)) ? { VisibilityTimeout: needS + EXTRA_VISIBILITY_S } : {};
  }

  function launch(mapping: Mapping, held: Held): void {
    running += 1;
    batches += 1;
    const id = `${mapping.uuid}:${batches}`;
    void process(mapping, held, id)
      .catch(tellProblem)
      .finally(() => {
        running -= 1;
        if (isHeldBack) wake();
      });
  }

  async function process(mapping: Mapping, { messages, receivedMs }: Held, id: string): Promise<void> {
    const filter = compileFilters(mapping.settings.filters, "body");
    const passing = messages.filter(({ record }) => filter(record));
    if (passing.length < messages.length)
      await remove(
        mapping,
        messages.filter((one) => !passing.includes(one)),
      );
    if (passing.length === 0) return;
    const payload = JSON.stringify({ Records: passing.map(({ record }) => record) });
    const invoked = await invokeWhileHidden(mapping, { payload, id }, receivedMs);
    if (invoked?.kind !== "ended" || invoked.outcome !== "ok") return;
    if (!mapping.settings.reportsItemFailures) return remove(mapping, passing);
    const result = readBatchResult(invoked.payload, new Set(passing.map(({ messageId }) => messageId)));
    if (result.kind === "done") await remove(mapping, passing);
    if (result.kind === "partial")
      await remove(
        mapping,
        passing.filter(({ messageId }) => !result.failed.has(messageId)),
      );
  }

  /** A throttled batch is tried again until its messages are visible again: then they were received once more (ESM-15). */
  async function invokeWhileHidden(
    mapping: Mapping,
    batch: { payload: string; id: string },
    receivedMs: number,
  ) {
    let untilMs: number | undefined;
    for (let waitMs = THROTTLE_BACKOFF_MS; ; waitMs *= 2) {
      const invoked = await invokeFor(parts, batch);
      if (invoked?.kind === "ended" && invoked.again) return invokeFor(parts, batch, true);
      if (invoked?.kind !== "throttled") return invoked;
      untilMs ??= receivedMs + (await visibilityOf(mapping)) * 1_000;
      if (clock.nowMs() + waitMs >= untilMs || current() === undefined) return invoked;
      await sleep(clock, waitMs, actorOf(mapping), `a throttled batch of ${mapping.sourceArn}`);
    }
  }

  async function remove(mapping: Mapping, messages: readonly Message[]): Promise<void> {
    for (let at = 0; at < messages.length; at += MAX_ENTRIES) {
      const Entries = messages
        .slice(at, at + MAX_ENTRIES)
        .map(({ receiptHandle: ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      if (Entries.length > 0) await call("DeleteMessageBatch", { Entries }, mapping);
    }
  }

  return {
    wake,
    stop() {
      isStopped = true;
      planned?.cancel();
      wakeWindow?.();
    },
  };
}
