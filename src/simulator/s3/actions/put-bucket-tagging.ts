// Room simulator/s3: PutBucketTagging.
import { action } from "../action.ts";
import { malformedXml } from "../errors.ts";
import { findBucket } from "../find.ts";
import { MAX_BUCKET_TAGS } from "../limits.ts";
import { OF_BUCKET, shapes } from "../shape.ts";
import { readTags } from "../tags.ts";

export const putBucketTagging = action({
  name: "PutBucketTagging",
  input: { ...OF_BUCKET, Tagging: { root: "Tagging", xml: shapes.tagging } },
  output: {},
  status: 204,
  decide(state, input) {
    const { name } = findBucket(state, input);
    if (input.Tagging?.TagSet === undefined) throw malformedXml();
    const tags = readTags(input.Tagging.TagSet, MAX_BUCKET_TAGS, "bucket");
    return { events: [{ kind: "s3.bucket-configured", bucket: name, change: { tags } }], answer: {} };
  },
});
