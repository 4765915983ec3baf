// Room simulator/s3: HeadObject.
import { action, answered } from "../action.ts";
import { findBucket, findObject } from "../find.ts";
import { partOf, told } from "../read-object.ts";
import { OBJECT_ANSWER, OBJECT_CONDITIONS, OF_VERSION } from "../shape.ts";

export const headObject = action({
  name: "HeadObject",
  extent: "partial",
  input: { ...OF_VERSION, ...OBJECT_CONDITIONS },
  // Not a member of the API: HTTP leaves the body of an answer to HEAD out, but tells its length.
  output: { ...OBJECT_ANSWER, Body: { body: "bytes" } },
  decide(state, input) {
    const bucket = findBucket(state, input);
    const object = findObject(bucket, input, "HEAD");
    return answered({ ...told(bucket, object, input), Body: partOf(object, input) });
  },
});
