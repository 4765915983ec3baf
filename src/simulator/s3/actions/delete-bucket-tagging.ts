// Room simulator/s3: DeleteBucketTagging.
import { action } from "../action.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const deleteBucketTagging = action({
  name: "DeleteBucketTagging",
  input: OF_BUCKET,
  output: {},
  status: 204,
  decide(state, input) {
    const { name } = findBucket(state, input);
    return {
      events: [{ kind: "s3.bucket-configured", bucket: name, change: { tags: undefined } }],
      answer: {},
    };
  },
});
