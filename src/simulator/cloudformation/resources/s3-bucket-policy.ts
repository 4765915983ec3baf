// Room simulator/cloudformation: AWS::S3::BucketPolicy. Ref gives the bucket.
import type { ResourceType } from "./resource-type.ts";
import { needs, replaces, sets } from "./rule.ts";
import { deleteQuietly, text } from "./values.ts";

export const s3BucketPolicy: ResourceType = {
  type: "AWS::S3::BucketPolicy",
  properties: { Bucket: needs(replaces("string")), PolicyDocument: needs(sets("json")) },
  attributes: [],
  async create({ properties: wanted }, site) {
    const Bucket = text(wanted.Bucket);
    await site.call("s3", "PutBucketPolicy", { Bucket, Policy: text(wanted.PolicyDocument) });
    site.initiated(Bucket);
    return { physicalId: Bucket, attributes: {} };
  },
  async update(before, { properties: wanted }, site) {
    const Bucket = text(wanted.Bucket);
    await site.call("s3", "PutBucketPolicy", { Bucket, Policy: text(wanted.PolicyDocument) });
    return before.standing;
  },
  delete: ({ properties: { Bucket } }, site) =>
    deleteQuietly(site, "s3", "DeleteBucketPolicy", { Bucket: text(Bucket) }),
};
