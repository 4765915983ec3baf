// Room simulator/s3: DeleteBucketPolicy.
import { action } from "../action.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const deleteBucketPolicy = action({
  name: "DeleteBucketPolicy",
  extent: "partial",
  input: OF_BUCKET,
  output: {},
  status: 204,
  decide(state, input) {
    const { name } = findBucket(state, input);
    return {
      events: [{ kind: "s3.bucket-configured", bucket: name, change: { policy: undefined } }],
      answer: {},
    };
  },
});
