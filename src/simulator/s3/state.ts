// Room simulator/s3: what S3 knows. It changes only in evolve.ts, by events; everything else reads it.
import type { Checksum } from "./checksum.ts";

export type Tags = Readonly<Record<string, string>>;

/** What every object has, whole or in parts. */
export interface ObjectSettings {
  /** As the caller gave them, by member: ContentType, CacheControl, ContentEncoding and their like. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Tags;
  readonly tags: Tags;
  readonly storageClass: string;
  readonly encryption: { readonly algorithm: string; readonly keyId?: string };
}

export interface StoredObject extends ObjectSettings {
  readonly kind: "object";
  readonly versionId: string;
  readonly body: Uint8Array;
  /** With its quotes. */
  readonly etag: string;
  readonly checksum: Checksum;
  /** Seconds since 1970: S3 keeps no finer time. */
  readonly modifiedS: number;
  readonly parts?: number;
}

export interface DeleteMarker {
  readonly kind: "marker";
  readonly versionId: string;
  readonly modifiedS: number;
}

export type Version = StoredObject | DeleteMarker;

export interface Part {
  readonly number: number;
  readonly body: Uint8Array;
  readonly etag: string;
  readonly checksum: Checksum;
  readonly modifiedS: number;
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly settings: ObjectSettings;
  readonly checksum: { readonly algorithm: Checksum["algorithm"]; readonly type: Checksum["type"] };
  readonly startedS: number;
  readonly parts: ReadonlyMap<number, Part>;
}

/** What stands on a bucket until it is changed; undefined is S3's default or nothing. */
export interface BucketSettings {
  readonly tags?: Tags | undefined;
  readonly policy?: string | undefined;
  /** Rules, of which S3 takes one. */
  readonly encryption?:
    | readonly { readonly algorithm: string; readonly keyId?: string; readonly bucketKey?: boolean }[]
    | undefined;
  readonly publicAccessBlock?: Readonly<Record<string, boolean>> | "none" | undefined;
  readonly versioning?: "Enabled" | "Suspended" | undefined;
}

export interface Bucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly createdS: number;
  readonly settings: BucketSettings;
  /** In the order of their UTF-8 bytes. */
  readonly keys: readonly string[];
  /** Newest first, never empty. */
  readonly versions: ReadonlyMap<string, readonly Version[]>;
  readonly uploads: ReadonlyMap<string, Upload>;
}

export interface S3State {
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** Ids of versions and uploads derive from it. */
  readonly serial: number;
}
