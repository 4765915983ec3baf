// Room simulator/s3: GetBucketPolicy.
import { action, answered } from "../action.ts";
import { S3Error } from "../errors.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const getBucketPolicy = action({
  name: "GetBucketPolicy",
  input: OF_BUCKET,
  output: { Policy: { body: "text" } },
  decide(state, input) {
    const { name, settings } = findBucket(state, input);
    if (settings.policy === undefined)
      throw new S3Error("NoSuchBucketPolicy", "The bucket policy does not exist", 404, { BucketName: name });
    return answered({ Policy: settings.policy });
  },
});
