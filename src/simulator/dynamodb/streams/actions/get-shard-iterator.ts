// Room simulator/dynamodb/streams: GetShardIterator.
import { AwsError } from "../../../wire/index.ts";
import { demand, notNull, oneOf } from "../../constraints.ts";
import { validation } from "../../errors.ts";
import type { Stream } from "../../state.ts";
import { action } from "../action.ts";
import { findStream, firstKept, nextPosition, shardOf } from "../find.ts";
import { writeIterator } from "../iterator.ts";
import { positionOf } from "../record.ts";

const TYPES = ["TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"] as const;

export const getShardIterator = action({
  name: "GetShardIterator",
  input: { StreamArn: "string", ShardId: "string", ShardIteratorType: "string", SequenceNumber: "string" },
  output: { ShardIterator: "string" },
  answer(state, { StreamArn, ShardId, ShardIteratorType: type, SequenceNumber }, { nowMs, epochMs }) {
    demand(
      notNull(ShardId, "shardId"),
      notNull(type, "shardIteratorType"),
      oneOf(type, "shardIteratorType", TYPES),
    );
    const stream = findStream(state, StreamArn, nowMs);
    if (ShardId !== shardOf(stream, epochMs))
      throw new AwsError(
        "ResourceNotFoundException",
        `Requested resource not found: Shard does not exist: ${ShardId ?? ""}`,
      );
    const position = startOf(stream, type ?? "", SequenceNumber, nowMs);
    return { ShardIterator: writeIterator({ arn: stream.arn, position, madeMs: nowMs }) };
  },
});

function startOf(stream: Stream, type: string, sequence: string | undefined, nowMs: number): number {
  const first = firstKept(stream, nowMs);
  if (type === "TRIM_HORIZON") return first;
  if (type === "LATEST") return nextPosition(stream);
  if (sequence === undefined)
    throw validation(`SequenceNumber is required when ShardIteratorType is ${type}`);
  const position = positionOf(sequence);
  if (position === undefined) throw validation("Invalid SequenceNumber");
  const start = type === "AT_SEQUENCE_NUMBER" ? position : position + 1;
  if (position >= nextPosition(stream))
    throw validation("The sequence number is beyond the end of the shard");
  if (start < first)
    throw new AwsError(
      "TrimmedDataAccessException",
      "The operation attempted to read past the oldest stream record in a shard.",
    );
  return start;
}
