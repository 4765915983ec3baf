// Room simulator/s3: what a caller says of an object that it writes, checked; and the same told again to who reads it.
import { invalidArgument, invalidRequest, notModelled, S3Error } from "./errors.ts";
import { MAX_OBJECT_TAGS, MAX_USER_METADATA_BYTES } from "./limits.ts";
import type { Bucket, ObjectSettings, StoredObject } from "./state.ts";
import { readTagHeader } from "./tags.ts";

const KEPT = [
  "CacheControl",
  "ContentDisposition",
  "ContentEncoding",
  "ContentLanguage",
  "ContentType",
  "Expires",
] as const;
type KeptMember = (typeof KEPT)[number];

export type SettingsInput = { readonly [K in KeptMember]?: string | undefined } & {
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly StorageClass?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly Tagging?: string | undefined;
  readonly ACL?: string | undefined;
};

const CLASSES = [
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
];
/** What is put there must be restored before it is read. */
const ARCHIVES = ["GLACIER", "DEEP_ARCHIVE"];
/** A bucket's owner has every right; a bucket without ACLs, the default, takes no other. */
const TAKEN_ACLS = ["bucket-owner-full-control", "private"];

export function readSettings(input: SettingsInput, bucket: Bucket): ObjectSettings {
  const { Metadata = {}, ACL } = input;
  if (ACL !== undefined && !TAKEN_ACLS.includes(ACL))
    throw new S3Error("AccessControlListNotSupported", "The bucket does not allow ACLs", 400);
  const sizeBytes = Object.entries(Metadata).reduce(
    (sum, entry) => sum + Buffer.byteLength(entry.join("")),
    0,
  );
  if (sizeBytes > MAX_USER_METADATA_BYTES)
    throw new S3Error(
      "MetadataTooLarge",
      "Your metadata headers exceed the maximum allowed metadata size",
      400,
      {
        Size: String(sizeBytes),
        MaxSizeAllowed: String(MAX_USER_METADATA_BYTES),
      },
    );
  const given = KEPT.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]] as const]));
  return {
    headers: Object.fromEntries(given),
    metadata: Metadata,
    tags: readTagHeader(input.Tagging, MAX_OBJECT_TAGS),
    storageClass: storageClassOf(input.StorageClass),
    encryption: encryptionOf(input, bucket),
  };
}

function storageClassOf(name = "STANDARD"): string {
  if (ARCHIVES.includes(name)) throw notModelled(`PutObject with x-amz-storage-class ${name}`);
  if (!CLASSES.includes(name))
    throw new S3Error("InvalidStorageClass", "The storage class you specified is not valid", 400, {
      StorageClassRequested: name,
    });
  return name;
}

function encryptionOf(
  { ServerSideEncryption: algorithm, SSEKMSKeyId: keyId }: SettingsInput,
  bucket: Bucket,
): ObjectSettings["encryption"] {
  if (algorithm === undefined) return defaultEncryption(bucket);
  if (algorithm !== "AES256" && algorithm !== "aws:kms" && algorithm !== "aws:kms:dsse")
    throw invalidArgument(
      "x-amz-server-side-encryption",
      algorithm,
      "The encryption method specified is not supported",
    );
  if (keyId === undefined) return { algorithm };
  if (algorithm === "AES256")
    throw invalidRequest(
      "The encryption method specified is not supported with x-amz-server-side-encryption-aws-kms-key-id",
    );
  return { algorithm, keyId };
}

/** Of the bucket's first rule, which is its only one. */
function defaultEncryption({ settings }: Bucket): ObjectSettings["encryption"] {
  const rule = settings.encryption?.[0];
  return rule ?? { algorithm: "AES256" };
}

/** As GetObject and HeadObject tell it. */
export function toldSettings({ headers, metadata, storageClass, encryption, tags }: StoredObject) {
  const kept: { readonly [K in KeptMember]?: string } = headers;
  const count = Object.keys(tags).length;
  return {
    ...kept,
    ContentType: kept.ContentType ?? "binary/octet-stream",
    Metadata: metadata,
    ...(storageClass === "STANDARD" ? {} : { StorageClass: storageClass }),
    ...toldEncryption(encryption),
    ...(count === 0 ? {} : { TagCount: count }),
  };
}

export const toldEncryption = ({ algorithm, keyId }: ObjectSettings["encryption"]) => ({
  ServerSideEncryption: algorithm,
  SSEKMSKeyId: keyId,
});
