// Room simulator/s3: DeletePublicAccessBlock.
import { action } from "../action.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const deletePublicAccessBlock = action({
  name: "DeletePublicAccessBlock",
  extent: "partial",
  input: OF_BUCKET,
  output: {},
  status: 204,
  decide(state, input) {
    const { name } = findBucket(state, input);
    const change = { publicAccessBlock: "none" as const };
    return { events: [{ kind: "s3.bucket-configured", bucket: name, change }], answer: {} };
  },
});
