// Room simulator/lambda/mapping: a DynamoDB stream's mapping: one batch after the other, in order; a batch that fails is tried again and holds
// the rest back until it is through, too old, or tried often enough (Developer Guide, "Using AWS Lambda with Amazon DynamoDB").
import type { Timer } from "../../../box/clock.ts";
import { AwsError, type Fields, isFields } from "../../wire/index.ts";
import type { Condition } from "../events.ts";
import type { Invoked } from "../invocation.ts";
import { MAX_STREAM_BACKOFF_MS, POLL_MS, STREAM_BACKOFF_MS, THROTTLE_BACKOFF_MS } from "../limits.ts";
import { qualified, split } from "../names.ts";
import type { Mapping, StreamSettings } from "../state.ts";
import { readBatchResult } from "./batch-result.ts";
import { compileFilters } from "./filters.ts";
import { actorOf, invokeFor, type Poller, type PollerParts, sleep } from "./poller.ts";

/** What one call of the streams' API returns. */
const MAX_RECORDS = 1_000;

interface Record {
  readonly sequence: string;
  readonly createdMs: number;
  readonly fields: Fields;
}

interface Failure {
  readonly condition: Condition;
  readonly invoked: Extract<Invoked, { kind: "ended" }> | undefined;
  readonly tries: number;
}

export function createStreamPoller(parts: PollerParts): Poller {
  const { clock, internal, position, onRecords } = parts;
  let isStopped = false;
  let planned: Timer | undefined;
  let isRunning = false;
  let isStale = false;
  let wakeWindow: (() => void) | undefined;
  let batches = 0;
  let shardId: string | undefined;

  const current = (): Mapping | undefined => (isStopped ? undefined : parts.mapping());
  const source = parts.mapping()?.sourceArn ?? "";
  const isLatest = parts.mapping()?.settings.stream?.startingPosition === "LATEST";
  position.since ??= isLatest ? "latest" : "horizon";
  const unsubscribe = onRecords(source, (records) => {
    // What comes first after LATEST is where it begins: an iterator would not live long enough to say so.
    if (position.since === "latest") position.since = { at: sequenceOf(records[0]) };
    wake();
  });

  const call = (operation: string, input: Fields, mapping: Mapping): Promise<Fields> =>
    internal.call("dynamodbstreams", operation, input, { actor: actorOf(mapping), region: mapping.region });

  function wake(): void {
    const mapping = current();
    if (mapping === undefined) return;
    wakeWindow?.();
    if (isRunning) isStale = true;
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
    isRunning = true;
    try {
      for (let mapping = current(); mapping !== undefined; mapping = current()) {
        isStale = false;
        const records = await collect(mapping);
        if (records.length === 0) {
          if (isStale) continue;
          return;
        }
        await process(records, 0);
        const last = records.at(-1);
        if (last !== undefined && current() !== undefined) position.since = { after: last.sequence };
      }
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      parts.result(`PROBLEM: ${error.message}`);
    } finally {
      isRunning = false;
    }
  }

  async function collect(mapping: Mapping): Promise<readonly Record[]> {
    const { batchSize, windowS } = mapping.settings;
    let ShardIterator = await iterator(mapping);
    const records: Record[] = [];
    let endsAtMs: number | undefined;
    while (ShardIterator !== undefined) {
      const Limit = Math.min(MAX_RECORDS, batchSize - records.length);
      const answer = await call("GetRecords", { ShardIterator, Limit }, mapping);
      const got: readonly unknown[] = Array.isArray(answer["Records"]) ? answer["Records"] : [];
      records.push(...got.map((one) => recordOf(one, mapping.sourceArn)));
      if (records.length >= batchSize || records.length === 0) return records;
      endsAtMs ??= clock.nowMs() + windowS * 1_000;
      if (got.length === 0 && (clock.nowMs() >= endsAtMs || current() === undefined)) return records;
      const next = answer["NextShardIterator"];
      ShardIterator = typeof next === "string" ? next : undefined;
      if (got.length === 0) await untilMore(endsAtMs - clock.nowMs(), mapping);
    }
    return records;
  }

  async function iterator(mapping: Mapping): Promise<string | undefined> {
    const { since } = position;
    if (since === undefined || since === "latest") return undefined;
    shardId ??= await firstShard(mapping);
    const where =
      since === "horizon"
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : "at" in since
          ? { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: since.at }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: since.after };
    const input = { StreamArn: mapping.sourceArn, ShardId: shardId, ...where };
    const { ShardIterator } = await call("GetShardIterator", input, mapping);
    return typeof ShardIterator === "string" ? ShardIterator : undefined;
  }

  async function firstShard(mapping: Mapping): Promise<string> {
    const { StreamDescription } = await call("DescribeStream", { StreamArn: mapping.sourceArn }, mapping);
    const shards: unknown = isFields(StreamDescription) ? StreamDescription["Shards"] : [];
    const first: unknown = Array.isArray(shards) ? shards[0] : undefined;
    return isFields(first) ? String(first["ShardId"]) : "";
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
      wakeWindow = () => {
        wakeWindow = undefined;
        clock.after(POLL_MS, spec, go);
      };
    });
  }

  /** Ends when the records are through, or given up. `tries` were made with a batch that held them. */
  async function process(given: readonly Record[], tries: number): Promise<void> {
    let records = given;
    let triesMade = tries;
    let backoffMs = STREAM_BACKOFF_MS;
    let last: Failure["invoked"];
    for (;;) {
      const mapping = current();
      const stream = mapping?.settings.stream;
      if (mapping === undefined || stream === undefined) return;
      const young = records.filter((record) => isYoung(record, stream));
      const old = records.slice(0, records.length - young.length);
      if (old.length > 0)
        await giveUp(mapping, old, {
          condition: "MaximumRecordAgeExceeded",
          invoked: last,
          tries: triesMade,
        });
      records = young;
      const filter = compileFilters(mapping.settings.filters, "data");
      const passing = records.filter(({ fields }) => filter(fields));
      if (passing.length === 0) return;
      const invoked = await invokeUnthrottled(mapping, passing);
      if (invoked === undefined) return;
      const left = leftAfter(records, passing, invoked, mapping.settings.reportsItemFailures);
      parts.result(left.length === 0 ? "OK" : "PROBLEM: Function call failed");
      if (left.length === 0) return;
      last = invoked;
      // What went through before the failure is done with: the rest begins anew.
      triesMade = left.length < records.length ? 0 : triesMade + 1;
      records = left;
      if (stream.bisects && records.length > 1) {
        // Splitting does not count as a try (Developer Guide, "BisectBatchOnFunctionError").
        const middle = Math.ceil(records.length / 2);
        await pause(mapping, backoffMs);
        await process(records.slice(0, middle), 0);
        return process(records.slice(middle), 0);
      }
      if (stream.maxRetries >= 0 && triesMade > stream.maxRetries)
        return giveUp(mapping, records, { condition: "RetryAttemptsExhausted", invoked, tries: triesMade });
      await pause(mapping, backoffMs);
      backoffMs = Math.min(backoffMs * 2, MAX_STREAM_BACKOFF_MS);
    }
  }

  const pause = (mapping: Mapping, ms: number): Promise<void> =>
    sleep(clock, ms, actorOf(mapping), `a failed batch of ${mapping.sourceArn}`);

  const isYoung = ({ createdMs }: Record, { maxAgeS }: StreamSettings): boolean =>
    maxAgeS < 0 || clock.epochMs + clock.nowMs() - createdMs <= maxAgeS * 1_000;

  async function invokeUnthrottled(mapping: Mapping, records: readonly Record[]) {
    batches += 1;
    const batch = {
      id: `${mapping.uuid}:${batches}`,
      payload: JSON.stringify({ Records: records.map(({ fields }) => fields) }),
    };
    for (let waitMs = THROTTLE_BACKOFF_MS; ; waitMs = Math.min(waitMs * 2, MAX_STREAM_BACKOFF_MS)) {
      const first = await invokeFor(parts, batch);
      const invoked = first?.kind === "ended" && first.again ? await invokeFor(parts, batch, true) : first;
      if (invoked?.kind !== "throttled") return invoked;
      await sleep(clock, waitMs, actorOf(mapping), `a throttled batch of ${mapping.sourceArn}`);
      if (current() === undefined) return undefined;
    }
  }

  async function giveUp(mapping: Mapping, records: readonly Record[], failure: Failure): Promise<void> {
    const destination = mapping.settings.stream?.onFailure;
    const [base] = split(mapping.settings.functionArn);
    const fn = parts.state.functions.get(base);
    if (fn === undefined) return;
    const requestId = parts.invoker.nextRequestId();
    const { condition } = failure;
    const problem =
      destination === undefined
        ? "no destination for failed batches"
        : await parts.tell.send(destination, failureRecord(mapping, records, failure, requestId), fn);
    parts.gaveUp({ fn, requestId, condition, to: destination, problem });
  }

  function failureRecord(
    { sourceArn, settings }: Mapping,
    records: readonly Record[],
    { condition, invoked, tries }: Failure,
    requestId: string,
  ): string {
    const [base, qualifier = "$LATEST"] = split(settings.functionArn);
    const date = (ms: number | undefined) => new Date(Math.floor(ms ?? 0)).toISOString();
    return JSON.stringify({
      requestContext: {
        requestId,
        functionArn: qualified(base, qualifier),
        condition,
        approximateInvokeCount: tries,
      },
      ...(invoked === undefined
        ? {}
        : { responseContext: { statusCode: 200, executedVersion: qualifier, functionError: "Unhandled" } }),
      version: "1.0",
      timestamp: date(clock.epochMs + clock.nowMs()),
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: records[0]?.sequence,
        endSequenceNumber: records.at(-1)?.sequence,
        approximateArrivalOfFirstRecord: date(records[0]?.createdMs),
        approximateArrivalOfLastRecord: date(records.at(-1)?.createdMs),
        batchSize: records.length,
        streamArn: sourceArn,
      },
    });
  }

  return {
    wake,
    stop() {
      isStopped = true;
      unsubscribe();
      planned?.cancel();
      wakeWindow?.();
    },
  };
}

/** What is still to do after an invocation: nothing, all, or from the first failure on. */
function leftAfter(
  records: readonly Record[],
  passing: readonly Record[],
  invoked: Extract<Invoked, { kind: "ended" }>,
  reports: boolean,
): readonly Record[] {
  if (invoked.outcome !== "ok") return records;
  if (!reports) return [];
  const result = readBatchResult(invoked.payload, new Set(passing.map(({ sequence }) => sequence)));
  if (result.kind === "done") return [];
  if (result.kind === "failed") return records;
  return records.slice(records.findIndex(({ sequence }) => result.failed.has(sequence)));
}

function sequenceOf(record: unknown): string {
  const data: unknown = isFields(record) ? record["dynamodb"] : undefined;
  return isFields(data) ? String(data["SequenceNumber"]) : "";
}

function recordOf(record: unknown, eventSourceARN: string): Record {
  const fields: Fields = isFields(record) ? record : {};
  const data: unknown = fields["dynamodb"];
  const created = isFields(data) ? Number(data["ApproximateCreationDateTime"]) : 0;
  return { sequence: sequenceOf(record), createdMs: created * 1_000, fields: { ...fields, eventSourceARN } };
}
