// Room simulator/s3: the bucket, key or version a call names, or S3's refusal.
import { keyedBytes } from "../../box/keyed.ts";
import type { Call } from "./action.ts";
import { methodNotAllowed, noSuchBucket, noSuchKey, noSuchVersion, S3Error } from "./errors.ts";
import { MAX_KEY_BYTES } from "./limits.ts";
import type { Bucket, S3State, StoredObject, Version } from "./state.ts";

export interface Named {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

export function findBucket(state: S3State, { Bucket = "" }: Named): Bucket {
  const bucket = state.buckets.get(Bucket);
  if (bucket === undefined) throw noSuchBucket(Bucket);
  return bucket;
}

/** The key a call writes to. */
export function readKey({ Key = "" }: Named): string {
  const sizeBytes = Buffer.byteLength(Key);
  if (sizeBytes > MAX_KEY_BYTES)
    throw new S3Error("KeyTooLongError", "Your key is too long", 400, {
      Size: String(sizeBytes),
      MaxSizeAllowed: String(MAX_KEY_BYTES),
    });
  return Key;
}

export const currentOf = (bucket: Bucket, key: string): Version | undefined => bucket.versions.get(key)?.[0];

/** The object of that key and version, or of the newest. */
export function findObject(bucket: Bucket, { Key = "", VersionId }: Named, method = "GET"): StoredObject {
  const version =
    VersionId === undefined
      ? currentOf(bucket, Key)
      : bucket.versions.get(Key)?.find(({ versionId }) => versionId === VersionId);
  if (version === undefined) throw VersionId === undefined ? noSuchKey(Key) : noSuchVersion(Key, VersionId);
  if (version.kind === "object") return version;
  const headers = { "x-amz-delete-marker": "true", "x-amz-version-id": version.versionId };
  if (VersionId !== undefined) throw methodNotAllowed(method, headers);
  throw new S3Error("NoSuchKey", "The specified key does not exist.", 404, { Key }, headers);
}

/** Of the next version of an object in this bucket. */
export function nextVersionId(state: S3State, bucket: Bucket, { seed }: Call): string {
  return bucket.settings.versioning === "Enabled" ? nextId(state, seed, "version") : "null";
}

export const nextId = (state: S3State, seed: string, what: "version" | "upload"): string =>
  keyedBytes(seed, 24, `s3.${what}`, state.serial).toString("base64url");

/** As answers name it: not at all in a bucket that never had versions. */
export const shownVersionId = (bucket: Bucket, versionId: string): string | undefined =>
  bucket.settings.versioning === undefined ? undefined : versionId;
