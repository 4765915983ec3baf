// Room provision: the bucket through which the code of functions reaches a stack: a template carries no more than 4,096 characters of
// code, and no more than 51,200 bytes in all. It is made before the stack and deleted after it, by calls of its own.
import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import { type JsonObject, patchTemplate, type PatchOp, type Template } from "../template/template.ts";
import { type ProvisionOptions, readBack, type Standing } from "./part.ts";
import type { Made, ResourceKind } from "./resource.ts";
import { isThere } from "./until.ts";

/** Of inline code (AWS::Lambda::Function Code, ZipFile). */
const MAX_INLINE_CHARACTERS = 4_096;

export const BUCKET_TYPE = "AWS::S3::Bucket";

export const bucketKind: ResourceKind = {
  type: BUCKET_TYPE,
  properties: ["BucketName"],
  nameOf: (_id, _properties, prefix) => `${prefix}-code`,
  async create(name, _properties, clients, tags) {
    const { CreateBucketCommand, PutBucketTaggingCommand } = await import("@aws-sdk/client-s3");
    const s3 = await clients.s3();
    await s3.send(new CreateBucketCommand({ Bucket: name }));
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await s3.send(new PutBucketTaggingCommand({ Bucket: name, Tagging: { TagSet } }));
    return { ref: name, attributes: {} };
  },
  adopt: async (physicalId) => ({ ref: physicalId, attributes: {} }),
  differences: async () => [],
  async remove(made, _properties, clients) {
    const { DeleteBucketCommand, DeleteObjectCommand, paginateListObjectsV2 } =
      await import("@aws-sdk/client-s3");
    const s3 = await clients.s3();
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: made.ref }))
      for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket: made.ref, Key }));
    await s3.send(new DeleteBucketCommand({ Bucket: made.ref }));
  },
  async exists(made, _properties, clients) {
    const { HeadBucketCommand } = await import("@aws-sdk/client-s3");
    const s3 = await clients.s3();
    return isThere(() => s3.send(new HeadBucketCommand({ Bucket: made.ref })), /NotFound|NoSuchBucket/);
  },
};

/** The template with its code in a bucket, which stands from now on; one whose code is short enough is left as it is. */
export async function moveCode(
  template: Template,
  options: ProvisionOptions,
  standing: Standing[],
): Promise<Template> {
  const codes = [...template.resources.values()].flatMap(({ id, properties }) => {
    const text = (properties.Code as JsonObject | undefined)?.ZipFile;
    return typeof text === "string" ? [{ id, text }] : [];
  });
  if (!codes.some(({ text }) => text.length > MAX_INLINE_CHARACTERS)) return template;
  const bucket = await makeBucket(options, standing);
  const { PutObjectCommand } = await import("@aws-sdk/client-s3");
  const s3 = await options.clients.s3();
  const ops: PatchOp[] = [];
  for (const { id, text } of codes) {
    const Body = zipSync({ "index.js": new TextEncoder().encode(text) }, { mtime: "1980-01-01T00:00:00" });
    const Key = `${createHash("sha256").update(Body).digest("hex")}.zip`;
    await s3.send(new PutObjectCommand({ Bucket: bucket.ref, Key, Body }));
    const value = { S3Bucket: bucket.ref, S3Key: Key };
    ops.push({ op: "replace", path: `/Resources/${id}/Properties/Code`, value });
  }
  return patchTemplate(template, ops);
}

async function makeBucket(options: ProvisionOptions, standing: Standing[]): Promise<Made> {
  const { prefix, journal, clients, tags } = options;
  const name = bucketKind.nameOf("", {}, prefix);
  const data = { type: BUCKET_TYPE, name };
  const cause = journal.append({ kind: "resource.intended", actor: "runner", data });
  const made = await bucketKind.create(name, {}, clients, tags);
  standing.push({ id: name, name, kind: bucketKind, properties: {}, made, isApart: true });
  await readBack(name, bucketKind, made, {}, clients);
  journal.append({ kind: "resource.created", actor: "runner", cause, data });
  return made;
}
