// Room simulator/s3: ListBuckets.
import { action, answered } from "../action.ts";
import { invalidArgument } from "../errors.ts";
import { compareKeys } from "../key-order.ts";
import { MAX_BUCKETS } from "../limits.ts";
import { ownerOf } from "../owner.ts";
import { shapes } from "../shape.ts";
import { readToken, tokenOf } from "../token.ts";

export const listBuckets = action({
  name: "ListBuckets",
  input: {
    MaxBuckets: { query: "max-buckets", as: "integer" },
    ContinuationToken: { query: "continuation-token" },
    Prefix: { query: "prefix" },
    BucketRegion: { query: "bucket-region" },
  },
  output: {
    Buckets: {
      element: {
        list: {
          members: {
            Name: "string",
            BucketArn: "string",
            BucketRegion: "string",
            CreationDate: "timestamp",
          },
        },
        item: "Bucket",
      },
    },
    Owner: { element: shapes.owner },
    ContinuationToken: { element: "string" },
    Prefix: { element: "string" },
  },
  root: "ListAllMyBucketsResult",
  decide({ buckets }, { MaxBuckets = MAX_BUCKETS, ContinuationToken, Prefix, BucketRegion }, call) {
    if (MaxBuckets < 1 || MaxBuckets > MAX_BUCKETS)
      throw invalidArgument(
        "max-buckets",
        String(MaxBuckets),
        `Argument max-buckets must be an integer between 1 and ${MAX_BUCKETS}.`,
      );
    const after = ContinuationToken === undefined ? "" : readToken(ContinuationToken);
    const found = [...buckets.values()]
      .filter(({ account }) => account === call.account)
      .filter(({ name, region }) => name.startsWith(Prefix ?? "") && region === (BucketRegion ?? region))
      .filter(({ name }) => compareKeys(name, after) > 0)
      .toSorted((one, other) => compareKeys(one.name, other.name));
    const page = found.slice(0, MaxBuckets);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return answered({
      Buckets: page.map(({ name, region, createdS }) => ({
        Name: name,
        BucketArn: `arn:aws:s3:::${name}`,
        BucketRegion: region,
        CreationDate: createdS,
      })),
      Owner: ownerOf(call),
      ContinuationToken: last === undefined ? undefined : tokenOf(last.name),
      Prefix,
    });
  },
});
