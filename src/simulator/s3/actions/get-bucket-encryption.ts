// Room simulator/s3: GetBucketEncryption. Every bucket encrypts, by SSE-S3 unless told otherwise (S3 User Guide, "Default encryption").
import { action, answered } from "../action.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET, shapes } from "../shape.ts";
import type { BucketSettings } from "../state.ts";

const DEFAULT: NonNullable<BucketSettings["encryption"]> = [{ algorithm: "AES256" }];

export const getBucketEncryption = action({
  name: "GetBucketEncryption",
  input: OF_BUCKET,
  output: {
    ServerSideEncryptionConfiguration: { root: "ServerSideEncryptionConfiguration", xml: shapes.encryption },
  },
  decide(state, input) {
    const { encryption = DEFAULT } = findBucket(state, input).settings;
    const Rules = encryption.map(({ algorithm, keyId, bucketKey = false }) => ({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId },
      BucketKeyEnabled: bucketKey,
    }));
    return answered({ ServerSideEncryptionConfiguration: { Rules } });
  },
});
