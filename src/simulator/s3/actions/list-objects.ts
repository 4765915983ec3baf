// Room simulator/s3: ListObjects, the first version of the listing.
import { action, answered } from "../action.ts";
import { findBucket } from "../find.ts";
import { listPage } from "../list-page.ts";
import { MAX_KEYS } from "../limits.ts";
import { ownerOf } from "../owner.ts";
import { OF_BUCKET, shapes } from "../shape.ts";
import { keyEncoder } from "../token.ts";

export const listObjects = action({
  name: "ListObjects",
  input: {
    ...OF_BUCKET,
    Prefix: { query: "prefix" },
    Delimiter: { query: "delimiter" },
    MaxKeys: { query: "max-keys", as: "integer" },
    Marker: { query: "marker" },
    EncodingType: { query: "encoding-type" },
  },
  output: {
    Name: { element: "string" },
    Prefix: { element: "string" },
    Marker: { element: "string" },
    NextMarker: { element: "string" },
    MaxKeys: { element: "integer" },
    Delimiter: { element: "string" },
    EncodingType: { element: "string" },
    IsTruncated: { element: "boolean" },
    Contents: { element: shapes.contents },
    CommonPrefixes: { element: shapes.commonPrefixes },
  },
  root: "ListBucketResult",
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const { Prefix = "", Delimiter = "", Marker = "", EncodingType } = input;
    const encode = keyEncoder(EncodingType);
    const asked = { prefix: Prefix, delimiter: Delimiter, after: Marker, most: input.MaxKeys ?? MAX_KEYS };
    const page = listPage(bucket, asked, encode, ownerOf(call));
    return answered({
      Name: bucket.name,
      Prefix: encode(Prefix),
      Marker: encode(Marker),
      // Only where there is a delimiter: else the last key itself is the next marker.
      NextMarker: page.next === undefined || Delimiter === "" ? undefined : encode(page.next),
      MaxKeys: Math.min(asked.most, MAX_KEYS),
      Delimiter: Delimiter === "" ? undefined : encode(Delimiter),
      EncodingType,
      IsTruncated: page.next !== undefined,
      Contents: page.Contents,
      CommonPrefixes: page.CommonPrefixes,
    });
  },
});
