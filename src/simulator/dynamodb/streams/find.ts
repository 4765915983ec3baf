// Room simulator/dynamodb/streams: the stream that a call names, while it can be read: a day after it ended it is gone.
import { demand, notNull } from "../constraints.ts";
import { AwsError } from "../../wire/index.ts";
import { STREAM_RETENTION_MS } from "../limits.ts";
import type { DynamodbState, Stream } from "../state.ts";

export const isReadable = ({ endedMs }: Stream, nowMs: number): boolean =>
  endedMs === undefined || endedMs + STREAM_RETENTION_MS >= nowMs;

export function findStream(state: DynamodbState, arn: string | undefined, nowMs: number): Stream {
  demand(notNull(arn, "streamArn"));
  const stream = state.streams.get(arn ?? "");
  if (stream === undefined || !isReadable(stream, nowMs))
    throw new AwsError(
      "ResourceNotFoundException",
      `Requested resource not found: Stream: ${arn ?? ""} not found`,
    );
  return stream;
}

/** One for each stream: AWS opens another every four hours, which readers follow by its parent. */
export const shardOf = ({ createdMs }: Stream, epochMs: number): string =>
  `shardId-${String(Math.floor(epochMs + createdMs)).padStart(20, "0")}-00000001`;

/** The oldest that is not trimmed: records are kept for a day. */
export function firstKept({ records, trimmed }: Stream, nowMs: number): number {
  const oldestMs = nowMs - STREAM_RETENTION_MS;
  let index = 0;
  while (index < records.length && (records[index]?.atMs ?? nowMs) < oldestMs) index += 1;
  return trimmed + index;
}

export const nextPosition = ({ records, trimmed }: Stream): number => trimmed + records.length;
