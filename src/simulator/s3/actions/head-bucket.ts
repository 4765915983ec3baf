// Room simulator/s3: HeadBucket.
import { action, answered } from "../action.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const headBucket = action({
  name: "HeadBucket",
  input: OF_BUCKET,
  output: { BucketRegion: { header: "x-amz-bucket-region" }, BucketArn: { header: "x-amz-bucket-arn" } },
  decide(state, input) {
    const { name, region } = findBucket(state, input);
    return answered({ BucketRegion: region, BucketArn: `arn:aws:s3:::${name}` });
  },
});
