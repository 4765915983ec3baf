// Room simulator/dynamodb/streams: GetRecords: up to a thousand records or a megabyte, and where to go on.
import { AwsError, type Fields } from "../../../wire/index.ts";
import { between, demand, notNull } from "../../constraints.ts";
import { MAX_RECORDS, MAX_RECORDS_BYTES } from "../../limits.ts";
import { itemBytes } from "../../size.ts";
import type { StreamRecord } from "../../state.ts";
import { action } from "../action.ts";
import { findStream, firstKept, nextPosition } from "../find.ts";
import { readIterator, writeIterator } from "../iterator.ts";
import { shownRecord } from "../record.ts";

export const getRecords = action({
  name: "GetRecords",
  input: { ShardIterator: "string", Limit: "integer" },
  output: { Records: "document", NextShardIterator: "string" },
  answer(state, { ShardIterator, Limit = MAX_RECORDS }, { nowMs, epochMs, seed }) {
    demand(notNull(ShardIterator, "shardIterator"), between(Limit, "limit", 1, MAX_RECORDS));
    const { arn, position } = readIterator(ShardIterator ?? "", nowMs);
    const stream = findStream(state, arn, nowMs);
    if (position < firstKept(stream, nowMs))
      throw new AwsError(
        "TrimmedDataAccessException",
        "The operation attempted to read past the oldest stream record in a shard.",
      );
    const Records: Fields[] = [];
    let [at, bytes] = [position, 0];
    for (; Records.length < Limit; at += 1) {
      const record = stream.records[at - stream.trimmed];
      if (record === undefined) break;
      bytes += bytesOf(record);
      if (Records.length > 0 && bytes > MAX_RECORDS_BYTES) break;
      Records.push(shownRecord(stream, record, { epochMs, seed }));
    }
    const isOver = stream.endedMs !== undefined && at >= nextPosition(stream);
    return {
      Records,
      ...(isOver ? {} : { NextShardIterator: writeIterator({ arn, position: at, madeMs: nowMs }) }),
    };
  },
});

const bytesOf = ({ before, after }: StreamRecord): number =>
  (before === undefined ? 0 : itemBytes(before)) + (after === undefined ? 0 : itemBytes(after));
