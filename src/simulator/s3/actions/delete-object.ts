// Room simulator/s3: DeleteObject.
import { action } from "../action.ts";
import { findBucket } from "../find.ts";
import { deletion } from "../remove.ts";
import { OF_VERSION, SHOWN_VERSION } from "../shape.ts";

export const deleteObject = action({
  name: "DeleteObject",
  input: OF_VERSION,
  output: { DeleteMarker: { header: "x-amz-delete-marker", as: "boolean" }, ...SHOWN_VERSION },
  status: 204,
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const { events, removed } = deletion(state, bucket, input, call);
    return {
      events,
      answer: { DeleteMarker: removed.isMarker ? true : undefined, VersionId: removed.versionId },
    };
  },
});
