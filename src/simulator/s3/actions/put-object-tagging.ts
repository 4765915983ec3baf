// Room simulator/s3: PutObjectTagging.
import { action } from "../action.ts";
import { malformedXml } from "../errors.ts";
import { findBucket, findObject, shownVersionId } from "../find.ts";
import { MAX_OBJECT_TAGS } from "../limits.ts";
import { OF_VERSION, shapes, SHOWN_VERSION } from "../shape.ts";
import { readTags } from "../tags.ts";

export const putObjectTagging = action({
  name: "PutObjectTagging",
  input: { ...OF_VERSION, Tagging: { root: "Tagging", xml: shapes.tagging } },
  output: SHOWN_VERSION,
  decide(state, input) {
    const bucket = findBucket(state, input);
    const { versionId } = findObject(bucket, input, "PUT");
    if (input.Tagging?.TagSet === undefined) throw malformedXml();
    const tags = readTags(input.Tagging.TagSet, MAX_OBJECT_TAGS, "object");
    const { Key: key = "" } = input;
    return {
      events: [{ kind: "s3.object-tagged", bucket: bucket.name, key, versionId, tags }],
      answer: { VersionId: shownVersionId(bucket, versionId) },
    };
  },
});
