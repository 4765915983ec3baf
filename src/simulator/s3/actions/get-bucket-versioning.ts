// Room simulator/s3: GetBucketVersioning: nothing at all where it was never enabled.
import { action, answered } from "../action.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const getBucketVersioning = action({
  name: "GetBucketVersioning",
  input: OF_BUCKET,
  output: { Status: { element: "string" } },
  root: "VersioningConfiguration",
  decide(state, input) {
    return answered({ Status: findBucket(state, input).settings.versioning });
  },
});
