// Room simulator/s3: an object as a read tells it: conditions, range, what is known of it.
import { checksumMembers } from "./checksum.ts";
import { checkRead, rangeOf } from "./conditions.ts";
import { notModelled } from "./errors.ts";
import { shownVersionId } from "./find.ts";
import { toldSettings } from "./settings.ts";
import type { Bucket, StoredObject } from "./state.ts";

interface Read {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: number | undefined;
  readonly IfUnmodifiedSince?: number | undefined;
  readonly Range?: string | undefined;
  readonly ChecksumMode?: string | undefined;
  readonly PartNumber?: number | undefined;
}

/** The bytes that are asked for. */
export function partOf({ body }: StoredObject, { Range }: Read): Uint8Array {
  const range = rangeOf(Range, body.length);
  return range === undefined ? body : body.subarray(range.first, range.last + 1);
}

/** All that an answer says of them. Throws where a condition does not hold. */
export function told(bucket: Bucket, object: StoredObject, read: Read) {
  if (read.PartNumber !== undefined) throw notModelled("GetObject with partNumber");
  checkRead(read, object);
  const sizeBytes = object.body.length;
  const range = rangeOf(read.Range, sizeBytes);
  // A checksum is of the whole: beside a part of it, it would be wrong.
  const isChecked = read.ChecksumMode?.toUpperCase() === "ENABLED" && range === undefined;
  return {
    ...toldSettings(object),
    AcceptRanges: "bytes",
    ContentLength: range === undefined ? sizeBytes : range.last - range.first + 1,
    ContentRange: range === undefined ? undefined : `bytes ${range.first}-${range.last}/${sizeBytes}`,
    ETag: object.etag,
    LastModified: object.modifiedS,
    VersionId: shownVersionId(bucket, object.versionId),
    ...(isChecked ? checksumMembers(object.checksum) : {}),
  };
}
