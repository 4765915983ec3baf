// Room provision: the bucket through which the code of functions reaches a stack: a template carries no more than 4,096 characters of
// code, and no more than 51,200 bytes in all. It is made before the stack and deleted after it, by calls of its own.
import { bucketKind } from "./bucket.ts";
import { zipOf } from "./code-zip.ts";
import { type JsonObject, patchTemplate, type PatchOp, type Template } from "../template/template.ts";
import { type ProvisionOptions, readBack, type Standing } from "./part.ts";
import type { Made } from "./resource.ts";
import { bodyOf, MAX_BODY_BYTES, type StackTemplate } from "./stack.ts";

/** Of inline code (AWS::Lambda::Function Code, ZipFile). */
const MAX_INLINE_CHARACTERS = 4_096;

const TEMPLATE_KEY = "template.json";

/** The template as CreateStack takes it: what is too large for it stands in a bucket of its own. */
export async function packageTemplate(
  template: Template,
  options: ProvisionOptions,
  standing: Standing[],
): Promise<StackTemplate> {
  const body = bodyOf(await moveCode(template, options, standing));
  if (Buffer.byteLength(body) <= MAX_BODY_BYTES) return { TemplateBody: body };
  const Bucket =
    standing.find(({ isApart }) => isApart)?.made.ref ?? (await makeBucket(options, standing)).ref;
  const { PutObjectCommand } = await import("@aws-sdk/client-s3");
  const s3 = await options.clients.s3();
  await s3.send(new PutObjectCommand({ Bucket, Key: TEMPLATE_KEY, Body: body }));
  const url = new URL(`/${Bucket}/${TEMPLATE_KEY}`, options.clients.endpoint);
  // By this name an emulator in a container knows that it is meant itself.
  if (url.hostname === "127.0.0.1") url.hostname = "localhost";
  return { TemplateURL: url.href };
}

/** The template with its code in a bucket, which stands from now on; one whose code is short enough is left as it is. */
async function moveCode(
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
    const { bytes: Body, sha256 } = zipOf(text);
    const Key = `${sha256.toString("hex")}.zip`;
    await s3.send(new PutObjectCommand({ Bucket: bucket.ref, Key, Body }));
    const value = { S3Bucket: bucket.ref, S3Key: Key };
    ops.push({ op: "replace", path: `/Resources/${id}/Properties/Code`, value });
  }
  return patchTemplate(template, ops);
}

async function makeBucket(options: ProvisionOptions, standing: Standing[]): Promise<Made> {
  const { prefix, journal, clients, tags } = options;
  const name = bucketKind.nameOf("code", {}, prefix);
  const data = { type: bucketKind.type, name };
  const cause = journal.append({ kind: "resource.intended", actor: "runner", data });
  const made = await bucketKind.create(name, {}, clients, tags);
  standing.push({ id: name, name, physical: name, kind: bucketKind, properties: {}, made, isApart: true });
  await readBack(name, bucketKind, made, {}, clients);
  journal.append({ kind: "resource.created", actor: "runner", cause, data });
  return made;
}
