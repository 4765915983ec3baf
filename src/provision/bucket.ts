// Room provision: buckets by the calls of S3. One is emptied before it is deleted: S3 deletes none that holds anything.
import type { _Object, ObjectVersion, S3Client } from "@aws-sdk/client-s3";
import type { Control, Sender } from "../target/clients.ts";
import type { Made, ResourceKind } from "./resource.ts";
import { isThere } from "./until.ts";

const GONE = /NoSuchBucket|NotFound/;
/** The region whose buckets name no region (S3 API Reference, CreateBucket). */
const FIRST_REGION = "us-east-1";

const madeBucket = (name: string): Made => ({ ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } });

export const bucketKind: ResourceKind = {
  type: "AWS::S3::Bucket",
  properties: ["BucketName"],
  nameOf: (id, { BucketName }, prefix) =>
    typeof BucketName === "string" ? BucketName : `${prefix}-${id}`.toLowerCase(),
  async create(name, _properties, clients, tags) {
    const { CreateBucketCommand, PutBucketTaggingCommand } = await import("@aws-sdk/client-s3");
    const s3 = await clients.s3();
    const { region } = clients;
    const where =
      region === FIRST_REGION
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" } };
    await s3.send(new CreateBucketCommand({ Bucket: name, ...where }));
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await s3.send(new PutBucketTaggingCommand({ Bucket: name, Tagging: { TagSet } }));
    return madeBucket(name);
  },
  adopt: async (physicalId) => madeBucket(physicalId),
  differences: async (made, _properties, clients) =>
    (await bucketExists(made.ref, clients)) ? [] : [`bucket ${made.ref} is not there`],
  remove: (made, _properties, clients) => removeBucket(made.ref, clients),
  exists: (made, _properties, clients) => bucketExists(made.ref, clients),
};

export async function bucketExists(name: string, clients: Control): Promise<boolean> {
  const { HeadBucketCommand } = await import("@aws-sdk/client-s3");
  const s3 = await clients.s3();
  return isThere(() => s3.send(new HeadBucketCommand({ Bucket: name })), GONE);
}

/** Empties it and deletes it. */
export async function removeBucket(name: string, clients: Control): Promise<void> {
  const { DeleteBucketCommand } = await import("@aws-sdk/client-s3");
  const s3 = await clients.s3();
  await emptyBucket(name, s3);
  await s3.send(new DeleteBucketCommand({ Bucket: name }));
}

/** Deletes every object of it, all versions where it keeps any. */
export async function emptyBucket(Bucket: string, s3: Sender<S3Client>): Promise<void> {
  const { DeleteObjectsCommand, ListObjectVersionsCommand } = await import("@aws-sdk/client-s3");
  for (;;) {
    // Always the first page: what it named is deleted before the next look.
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const found: readonly (ObjectVersion | _Object)[] = [...Versions, ...DeleteMarkers];
    if (found.length === 0) return;
    const Objects = found.map((one) => ({
      Key: one.Key ?? "",
      ...("VersionId" in one && one.VersionId !== undefined ? { VersionId: one.VersionId } : {}),
    }));
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    const [first] = Errors;
    if (first !== undefined) throw new Error(`${Bucket}/${first.Key}: ${first.Code}: ${first.Message}`);
  }
}
