// Room simulator/s3: DeleteBucket.
import { action } from "../action.ts";
import { bucketNotEmpty } from "../errors.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const deleteBucket = action({
  name: "DeleteBucket",
  input: OF_BUCKET,
  output: {},
  status: 204,
  decide(state, input) {
    const { name, versions } = findBucket(state, input);
    if (versions.size > 0) throw bucketNotEmpty(name);
    return { events: [{ kind: "s3.bucket-deleted", bucket: name }], answer: {} };
  },
});
