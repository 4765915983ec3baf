// Room simulator/s3: state after an event. Maps and the list of keys are this file's own and are changed in place; records in them are
// replaced, never changed.
import type { S3Event } from "./events.ts";
import { compareKeys, firstWhere } from "./key-order.ts";
import type { Bucket, S3State, Upload, Version } from "./state.ts";

interface OwnBucket extends Bucket {
  readonly keys: string[];
  readonly versions: Map<string, readonly Version[]>;
  readonly uploads: Map<string, Upload>;
}

/** The state with a hand to change it; only `evolve` is given one. */
export interface Store extends S3State {
  readonly buckets: Map<string, OwnBucket>;
  serial: number;
}

export const emptyStore = (): Store => ({ buckets: new Map(), serial: 0 });

/** Applies one event. */
export function evolve(store: Store, event: S3Event): void {
  if (event.kind === "s3.bucket-created") {
    const { bucket: name, account, region, createdS, settings } = event;
    const empty = { keys: [], versions: new Map(), uploads: new Map() };
    store.buckets.set(name, { name, account, region, createdS, settings, ...empty });
    return;
  }
  const bucket = store.buckets.get(event.bucket);
  if (bucket !== undefined) change(store, bucket, event);
}

function change(
  store: Store,
  bucket: OwnBucket,
  event: Exclude<S3Event, { kind: "s3.bucket-created" }>,
): void {
  switch (event.kind) {
    case "s3.bucket-deleted":
      store.buckets.delete(bucket.name);
      return;
    case "s3.bucket-configured":
      store.buckets.set(bucket.name, { ...bucket, settings: { ...bucket.settings, ...event.change } });
      return;
    case "s3.version-added":
      store.serial += 1;
      setVersions(bucket, event.key, [
        event.version,
        ...versionsOf(bucket, event.key).filter(({ versionId }) => versionId !== event.version.versionId),
      ]);
      return;
    case "s3.version-removed":
      setVersions(
        bucket,
        event.key,
        versionsOf(bucket, event.key).filter(({ versionId }) => versionId !== event.versionId),
      );
      return;
    case "s3.object-tagged":
      setVersions(
        bucket,
        event.key,
        versionsOf(bucket, event.key).map((version) =>
          version.kind === "object" && version.versionId === event.versionId
            ? { ...version, tags: event.tags }
            : version,
        ),
      );
      return;
    case "s3.upload-started":
      store.serial += 1;
      bucket.uploads.set(event.upload.id, event.upload);
      return;
    case "s3.part-uploaded": {
      const upload = bucket.uploads.get(event.uploadId);
      if (upload === undefined) return;
      const parts = new Map([...upload.parts, [event.part.number, event.part]]);
      bucket.uploads.set(upload.id, { ...upload, parts });
      return;
    }
    case "s3.upload-ended":
      bucket.uploads.delete(event.uploadId);
      return;
  }
}

const versionsOf = (bucket: Bucket, key: string): readonly Version[] => bucket.versions.get(key) ?? [];

function setVersions(bucket: OwnBucket, key: string, versions: readonly Version[]): void {
  const isKnown = bucket.versions.has(key);
  if (versions.length > 0) bucket.versions.set(key, versions);
  else bucket.versions.delete(key);
  if (isKnown === versions.length > 0) return;
  const at = firstWhere(bucket.keys, (other) => compareKeys(other, key) >= 0);
  bucket.keys.splice(at, isKnown ? 1 : 0, ...(isKnown ? [] : [key]));
}
