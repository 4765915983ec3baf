// Room simulator/dynamodb/streams: a record as GetRecords and Lambda's event source mappings show it (recorded:
// test_batch_write_items_streaming, test_dynamodb_stream_stream_view_type).
import { keyedBytes } from "../../../box/keyed.ts";
import type { Fields } from "../../wire/index.ts";
import { itemBytes } from "../size.ts";
import type { Stream, StreamRecord } from "../state.ts";
import type { Item } from "../value.ts";

/** Rises with the position; 21 digits, as on AWS. */
export const sequenceNumber = (position: number): string => `1${String(position + 1).padStart(20, "0")}`;

/** Undefined where it is no sequence number of ours. */
export function positionOf(sequence: string): number | undefined {
  return /^1\d{20}$/.test(sequence) ? Number(sequence.slice(1)) - 1 : undefined;
}

export interface World {
  readonly epochMs: number;
  readonly seed: string;
}

export function shownRecord(stream: Stream, record: StreamRecord, { epochMs, seed }: World): Fields {
  const { view } = stream;
  const after = view === "NEW_IMAGE" || view === "NEW_AND_OLD_IMAGES" ? record.after : undefined;
  const before = view === "OLD_IMAGE" || view === "NEW_AND_OLD_IMAGES" ? record.before : undefined;
  return {
    eventID: keyedBytes(seed, 16, "stream record", stream.arn, record.position).toString("hex"),
    eventName: record.name,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: stream.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor((epochMs + record.atMs) / 1000),
      Keys: record.key,
      ...(after === undefined ? {} : { NewImage: after }),
      ...(before === undefined ? {} : { OldImage: before }),
      SequenceNumber: sequenceNumber(record.position),
      SizeBytes: bytes(record.key) + bytes(after) + bytes(before),
      StreamViewType: view,
    },
    ...(record.isExpiry ? { userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" } } : {}),
  };
}

const bytes = (item: Item | undefined): number => (item === undefined ? 0 : itemBytes(item));
