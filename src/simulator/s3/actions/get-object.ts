// Room simulator/s3: GetObject.
import { action, answered } from "../action.ts";
import { findBucket, findObject } from "../find.ts";
import { partOf, told } from "../read-object.ts";
import { OBJECT_ANSWER, OBJECT_CONDITIONS, OF_VERSION } from "../shape.ts";

export const getObject = action({
  name: "GetObject",
  extent: "partial",
  input: {
    ...OF_VERSION,
    ...OBJECT_CONDITIONS,
    ResponseCacheControl: { query: "response-cache-control" },
    ResponseContentDisposition: { query: "response-content-disposition" },
    ResponseContentEncoding: { query: "response-content-encoding" },
    ResponseContentLanguage: { query: "response-content-language" },
    ResponseContentType: { query: "response-content-type" },
    ResponseExpires: { query: "response-expires" },
  },
  output: { Body: { body: "bytes" }, ...OBJECT_ANSWER },
  decide(state, input, _call) {
    const bucket = findBucket(state, input);
    const object = findObject(bucket, input);
    const answer = told(bucket, object, input);
    return answered({
      ...answer,
      CacheControl: input.ResponseCacheControl ?? answer.CacheControl,
      ContentDisposition: input.ResponseContentDisposition ?? answer.ContentDisposition,
      ContentEncoding: input.ResponseContentEncoding ?? answer.ContentEncoding,
      ContentLanguage: input.ResponseContentLanguage ?? answer.ContentLanguage,
      ContentType: input.ResponseContentType ?? answer.ContentType,
      Expires: input.ResponseExpires ?? answer.Expires,
      Body: partOf(object, input),
    });
  },
});
