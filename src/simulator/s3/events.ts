// Room simulator/s3: what can happen, as data. These events are the service's part of the simulator's log.
import type { BucketSettings, Part, Tags, Upload, Version } from "./state.ts";

interface OfKey {
  readonly bucket: string;
  readonly key: string;
}

export type S3Event =
  | {
      readonly kind: "s3.bucket-created";
      readonly bucket: string;
      readonly account: string;
      readonly region: string;
      readonly createdS: number;
      readonly settings: BucketSettings;
    }
  | { readonly kind: "s3.bucket-deleted"; readonly bucket: string }
  | { readonly kind: "s3.bucket-configured"; readonly bucket: string; readonly change: BucketSettings }
  /** Takes the place of the version of the same id. */
  | ({ readonly kind: "s3.version-added"; readonly version: Version } & OfKey)
  | ({ readonly kind: "s3.version-removed"; readonly versionId: string } & OfKey)
  | ({ readonly kind: "s3.object-tagged"; readonly versionId: string; readonly tags: Tags } & OfKey)
  | { readonly kind: "s3.upload-started"; readonly bucket: string; readonly upload: Upload }
  | {
      readonly kind: "s3.part-uploaded";
      readonly bucket: string;
      readonly uploadId: string;
      readonly part: Part;
    }
  | {
      readonly kind: "s3.upload-ended";
      readonly bucket: string;
      readonly uploadId: string;
      readonly how: "completed" | "aborted";
    };
