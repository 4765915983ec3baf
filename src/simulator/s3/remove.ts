// Room simulator/s3: what deleting a key does: it goes for good, or a delete marker hides it (S3 User Guide, "Deleting object versions").
import { keyedBytes } from "../../box/keyed.ts";
import { type Call, nowS } from "./action.ts";
import type { S3Event } from "./events.ts";
import { type Named, shownVersionId } from "./find.ts";
import type { Bucket, S3State } from "./state.ts";

export interface Deletion {
  readonly events: readonly S3Event[];
  readonly removed: {
    /** A marker was made, or a marker was deleted. */
    readonly isMarker: boolean;
    readonly versionId: string | undefined;
  };
}

/** `nth` tells the deletions of one call apart. */
export function deletion(
  state: S3State,
  bucket: Bucket,
  { Key: key = "", VersionId }: Named,
  call: Call,
  nth = 0,
): Deletion {
  const ofKey = { bucket: bucket.name, key };
  const { versioning } = bucket.settings;
  if (VersionId === undefined && versioning !== undefined) {
    const versionId = versioning === "Enabled" ? markerId(state, call, nth) : "null";
    const version = { kind: "marker" as const, versionId, modifiedS: nowS(call) };
    return {
      events: [{ kind: "s3.version-added", ...ofKey, version }],
      removed: { isMarker: true, versionId },
    };
  }
  const versionId = VersionId ?? "null";
  const found = bucket.versions.get(key)?.find((version) => version.versionId === versionId);
  return {
    events: found === undefined ? [] : [{ kind: "s3.version-removed", ...ofKey, versionId }],
    removed: { isMarker: found?.kind === "marker", versionId: shownVersionId(bucket, versionId) },
  };
}

const markerId = ({ serial }: S3State, { seed }: Call, nth: number): string =>
  keyedBytes(seed, 24, "s3.marker", serial, nth).toString("base64url");
