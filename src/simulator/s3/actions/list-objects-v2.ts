// Room simulator/s3: ListObjectsV2.
import { action, answered } from "../action.ts";
import { invalidArgument } from "../errors.ts";
import { findBucket } from "../find.ts";
import { listPage } from "../list-page.ts";
import { MAX_KEYS } from "../limits.ts";
import { ownerOf } from "../owner.ts";
import { OF_BUCKET, shapes } from "../shape.ts";
import { keyEncoder, readToken, tokenOf } from "../token.ts";

export const listObjectsV2 = action({
  name: "ListObjectsV2",
  input: {
    ...OF_BUCKET,
    Prefix: { query: "prefix" },
    Delimiter: { query: "delimiter" },
    MaxKeys: { query: "max-keys", as: "integer" },
    ContinuationToken: { query: "continuation-token" },
    StartAfter: { query: "start-after" },
    EncodingType: { query: "encoding-type" },
    FetchOwner: { query: "fetch-owner", as: "boolean" },
  },
  output: {
    Name: { element: "string" },
    Prefix: { element: "string" },
    StartAfter: { element: "string" },
    ContinuationToken: { element: "string" },
    NextContinuationToken: { element: "string" },
    KeyCount: { element: "integer" },
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
    const { Prefix = "", Delimiter = "", ContinuationToken, StartAfter, EncodingType } = input;
    if (ContinuationToken === "")
      throw invalidArgument("continuation-token", "", "The continuation token provided is incorrect");
    const encode = keyEncoder(EncodingType);
    const after = ContinuationToken === undefined ? (StartAfter ?? "") : readToken(ContinuationToken);
    const owner = input.FetchOwner === true ? ownerOf(call) : undefined;
    const asked = { prefix: Prefix, delimiter: Delimiter, after, most: input.MaxKeys ?? MAX_KEYS };
    const page = listPage(bucket, asked, encode, owner);
    return answered({
      Name: bucket.name,
      Prefix: encode(Prefix),
      StartAfter: StartAfter === undefined ? undefined : encode(StartAfter),
      ContinuationToken,
      NextContinuationToken: page.next === undefined ? undefined : tokenOf(page.next),
      KeyCount: page.Contents.length + page.CommonPrefixes.length,
      MaxKeys: Math.min(asked.most, MAX_KEYS),
      Delimiter: Delimiter === "" ? undefined : encode(Delimiter),
      EncodingType,
      IsTruncated: page.next !== undefined,
      Contents: page.Contents,
      CommonPrefixes: page.CommonPrefixes,
    });
  },
});
