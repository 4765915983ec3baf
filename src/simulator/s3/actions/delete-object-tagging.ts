// Room simulator/s3: DeleteObjectTagging.
import { action } from "../action.ts";
import { findBucket, findObject, shownVersionId } from "../find.ts";
import { OF_VERSION, SHOWN_VERSION } from "../shape.ts";

export const deleteObjectTagging = action({
  name: "DeleteObjectTagging",
  input: OF_VERSION,
  output: SHOWN_VERSION,
  status: 204,
  decide(state, input) {
    const bucket = findBucket(state, input);
    const { versionId } = findObject(bucket, input, "DELETE");
    const { Key: key = "" } = input;
    return {
      events: [{ kind: "s3.object-tagged", bucket: bucket.name, key, versionId, tags: {} }],
      answer: { VersionId: shownVersionId(bucket, versionId) },
    };
  },
});
