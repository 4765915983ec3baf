// Room simulator/dynamodb/streams: DescribeStream.
import { between, demand } from "../../constraints.ts";
import { keySchema } from "../../describe-table.ts";
import { action } from "../action.ts";
import { findStream, firstKept, nextPosition, shardOf } from "../find.ts";
import { sequenceNumber } from "../record.ts";

export const describeStream = action({
  name: "DescribeStream",
  input: { StreamArn: "string", Limit: "integer", ExclusiveStartShardId: "string", ShardFilter: "document" },
  output: { StreamDescription: "document" },
  answer(state, { StreamArn, Limit, ExclusiveStartShardId: after }, { nowMs, epochMs }) {
    demand(between(Limit, "limit", 1, 100));
    const stream = findStream(state, StreamArn, nowMs);
    const ShardId = shardOf(stream, epochMs);
    const range = {
      StartingSequenceNumber: sequenceNumber(firstKept(stream, nowMs)),
      ...(stream.endedMs === undefined
        ? {}
        : { EndingSequenceNumber: sequenceNumber(Math.max(nextPosition(stream) - 1, 0)) }),
    };
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: stream.endedMs === undefined ? "ENABLED" : "DISABLED",
        StreamViewType: stream.view,
        CreationRequestDateTime: Math.floor(epochMs + stream.createdMs) / 1000,
        TableName: stream.tableName,
        KeySchema: keySchema(stream.keys),
        Shards: after === undefined || after < ShardId ? [{ ShardId, SequenceNumberRange: range }] : [],
      },
    };
  },
});
