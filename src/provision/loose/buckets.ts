// Room provision: buckets as a sweep sees them; one is emptied before it is deleted.
import { GetBucketTaggingCommand, paginateListBuckets } from "@aws-sdk/client-s3";
import { bucketExists, bucketKind, removeBucket } from "../bucket.ts";
import { ifThere, type LooseKind, nameAfter, tagsIn } from "./kind.ts";

const GONE = /NoSuchBucket|NotFound|NoSuchTagSet/;

export const looseBuckets: LooseKind = {
  type: bucketKind.type,
  async list(prefix, clients) {
    const client = await clients.s3();
    const names: string[] = [];
    for await (const { Buckets = [] } of paginateListBuckets({ client }, {}))
      names.push(...Buckets.map(({ Name = "" }) => Name));
    return names.filter((name) => name.startsWith(prefix));
  },
  async tagsOf(Bucket, clients) {
    const s3 = await clients.s3();
    return tagsIn((await ifThere(() => s3.send(new GetBucketTaggingCommand({ Bucket })), GONE))?.TagSet);
  },
  nameIn: (arn) => nameAfter(arn, /^arn:[^:]+:s3:::([^/]+)$/),
  exists: bucketExists,
  remove: removeBucket,
};
