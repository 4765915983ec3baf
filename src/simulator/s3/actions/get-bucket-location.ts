// Room simulator/s3: GetBucketLocation.
import { action, answered } from "../action.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const getBucketLocation = action({
  name: "GetBucketLocation",
  input: OF_BUCKET,
  output: { LocationConstraint: { root: "LocationConstraint", xml: "string" } },
  decide(state, input) {
    const { region } = findBucket(state, input);
    return answered({ LocationConstraint: region === "us-east-1" ? "" : region });
  },
});
