// Room simulator/s3: the places and shapes that several actions share.
import type { Places } from "./place.ts";

const TAG = { members: { Key: "string", Value: "string" } } as const;
const TAG_SET = { list: TAG, item: "Tag" } as const;
const OWNER = { members: { DisplayName: "string", ID: "string" } } as const;
const COMMON_PREFIXES = {
  list: { members: { Prefix: "string" } },
  item: "CommonPrefixes",
  flat: true,
} as const;
const ALGORITHM_LIST = { list: "string", item: "ChecksumAlgorithm", flat: true } as const;
const OBJECT_MEMBERS = {
  Key: "string",
  LastModified: "timestamp",
  ETag: "string",
  ChecksumAlgorithm: ALGORITHM_LIST,
  ChecksumType: "string",
  Size: "integer",
  StorageClass: "string",
} as const;

export const shapes = {
  tagSet: TAG_SET,
  tagging: { members: { TagSet: TAG_SET } },
  owner: OWNER,
  commonPrefixes: COMMON_PREFIXES,
  contents: {
    list: { members: { ...OBJECT_MEMBERS, Owner: OWNER } },
    item: "Contents",
    flat: true,
  },
  algorithms: ALGORITHM_LIST,
  objectMembers: OBJECT_MEMBERS,
  encryption: {
    members: {
      Rules: {
        list: {
          members: {
            ApplyServerSideEncryptionByDefault: {
              members: { SSEAlgorithm: "string", KMSMasterKeyID: "string" },
            },
            BucketKeyEnabled: "boolean",
          },
        },
        item: "Rule",
        flat: true,
      },
    },
  },
  publicAccessBlock: {
    members: {
      BlockPublicAcls: "boolean",
      IgnorePublicAcls: "boolean",
      BlockPublicPolicy: "boolean",
      RestrictPublicBuckets: "boolean",
    },
  },
} as const;

export const OF_BUCKET = { Bucket: { path: "bucket" } } as const satisfies Places;
export const OF_OBJECT = { Bucket: { path: "bucket" }, Key: { path: "key" } } as const satisfies Places;
export const OF_VERSION = { ...OF_OBJECT, VersionId: { query: "versionId" } } as const satisfies Places;

/** In requests and answers alike. */
export const CHECKSUMS = {
  ChecksumCRC32: { header: "x-amz-checksum-crc32" },
  ChecksumCRC32C: { header: "x-amz-checksum-crc32c" },
  ChecksumCRC64NVME: { header: "x-amz-checksum-crc64nvme" },
  ChecksumSHA1: { header: "x-amz-checksum-sha1" },
  ChecksumSHA256: { header: "x-amz-checksum-sha256" },
} as const satisfies Places;

export const CHECKSUM_ELEMENTS = {
  ChecksumCRC32: "string",
  ChecksumCRC32C: "string",
  ChecksumCRC64NVME: "string",
  ChecksumSHA1: "string",
  ChecksumSHA256: "string",
} as const;

export const CHECKSUM_TYPE = { ChecksumType: { header: "x-amz-checksum-type" } } as const satisfies Places;

/** What a caller says of an object that it writes. */
export const SETTINGS = {
  CacheControl: { header: "cache-control" },
  ContentDisposition: { header: "content-disposition" },
  ContentEncoding: { header: "content-encoding" },
  ContentLanguage: { header: "content-language" },
  ContentType: { header: "content-type" },
  Expires: { header: "expires" },
  Metadata: { headers: "x-amz-meta-" },
  StorageClass: { header: "x-amz-storage-class" },
  ServerSideEncryption: { header: "x-amz-server-side-encryption" },
  SSEKMSKeyId: { header: "x-amz-server-side-encryption-aws-kms-key-id" },
  Tagging: { header: "x-amz-tagging" },
  ACL: { header: "x-amz-acl" },
} as const satisfies Places;

export const ENCRYPTION = {
  ServerSideEncryption: { header: "x-amz-server-side-encryption" },
  SSEKMSKeyId: { header: "x-amz-server-side-encryption-aws-kms-key-id" },
} as const satisfies Places;

export const SHOWN_VERSION = { VersionId: { header: "x-amz-version-id" } } as const satisfies Places;

/** What GetObject and HeadObject answer. */
export const OBJECT_ANSWER = {
  AcceptRanges: { header: "accept-ranges" },
  CacheControl: { header: "cache-control" },
  ContentDisposition: { header: "content-disposition" },
  ContentEncoding: { header: "content-encoding" },
  ContentLanguage: { header: "content-language" },
  ContentLength: { header: "content-length", as: "integer" },
  ContentRange: { header: "content-range" },
  ContentType: { header: "content-type" },
  ETag: { header: "etag" },
  Expires: { header: "expires" },
  LastModified: { header: "last-modified", as: "timestamp" },
  Metadata: { headers: "x-amz-meta-" },
  StorageClass: { header: "x-amz-storage-class" },
  TagCount: { header: "x-amz-tagging-count", as: "integer" },
  ...CHECKSUMS,
  ...CHECKSUM_TYPE,
  ...ENCRYPTION,
  ...SHOWN_VERSION,
} as const satisfies Places;

export const OBJECT_CONDITIONS = {
  IfMatch: { header: "if-match" },
  IfNoneMatch: { header: "if-none-match" },
  IfModifiedSince: { header: "if-modified-since", as: "timestamp" },
  IfUnmodifiedSince: { header: "if-unmodified-since", as: "timestamp" },
  Range: { header: "range" },
  ChecksumMode: { header: "x-amz-checksum-mode" },
  PartNumber: { query: "partNumber", as: "integer" },
} as const satisfies Places;
