// Room simulator/s3: GetObjectTagging.
import { action, answered } from "../action.ts";
import { findBucket, findObject, shownVersionId } from "../find.ts";
import { OF_VERSION, shapes, SHOWN_VERSION } from "../shape.ts";
import { tagSet } from "../tags.ts";

export const getObjectTagging = action({
  name: "GetObjectTagging",
  input: OF_VERSION,
  output: { TagSet: { element: shapes.tagSet }, ...SHOWN_VERSION },
  root: "Tagging",
  decide(state, input) {
    const bucket = findBucket(state, input);
    const { tags, versionId } = findObject(bucket, input);
    return answered({ TagSet: tagSet(tags), VersionId: shownVersionId(bucket, versionId) });
  },
});
