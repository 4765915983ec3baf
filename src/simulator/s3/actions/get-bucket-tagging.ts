// Room simulator/s3: GetBucketTagging.
import { action, answered } from "../action.ts";
import { S3Error } from "../errors.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET, shapes } from "../shape.ts";
import { tagSet } from "../tags.ts";

export const getBucketTagging = action({
  name: "GetBucketTagging",
  input: OF_BUCKET,
  output: { TagSet: { element: shapes.tagSet } },
  root: "Tagging",
  decide(state, input) {
    const { name, settings } = findBucket(state, input);
    if (settings.tags === undefined || Object.keys(settings.tags).length === 0)
      throw new S3Error("NoSuchTagSet", "The TagSet does not exist", 404, { BucketName: name });
    return answered({ TagSet: tagSet(settings.tags) });
  },
});
