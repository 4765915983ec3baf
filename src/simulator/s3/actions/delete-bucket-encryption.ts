// Room simulator/s3: DeleteBucketEncryption: back to the default.
import { action } from "../action.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const deleteBucketEncryption = action({
  name: "DeleteBucketEncryption",
  input: OF_BUCKET,
  output: {},
  status: 204,
  decide(state, input) {
    const { name } = findBucket(state, input);
    const change = { encryption: undefined };
    return { events: [{ kind: "s3.bucket-configured", bucket: name, change }], answer: {} };
  },
});
