// Room simulator/s3: which operation a request means: by method, by what it is about, and by the sub-resource in its query.
import type { Address } from "./address.ts";

/** The sub-resources of a bucket and of an object, by what the operations on them call them. */
const BUCKET_PARTS: Readonly<Record<string, string>> = {
  accelerate: "BucketAccelerateConfiguration",
  acl: "BucketAcl",
  analytics: "BucketAnalyticsConfiguration",
  cors: "BucketCors",
  encryption: "BucketEncryption",
  "intelligent-tiering": "BucketIntelligentTieringConfiguration",
  inventory: "BucketInventoryConfiguration",
  lifecycle: "BucketLifecycleConfiguration",
  location: "BucketLocation",
  logging: "BucketLogging",
  metrics: "BucketMetricsConfiguration",
  notification: "BucketNotificationConfiguration",
  "object-lock": "ObjectLockConfiguration",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  policyStatus: "BucketPolicyStatus",
  publicAccessBlock: "PublicAccessBlock",
  replication: "BucketReplication",
  requestPayment: "BucketRequestPayment",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
  website: "BucketWebsite",
};
const OBJECT_PARTS: Readonly<Record<string, string>> = {
  acl: "ObjectAcl",
  attributes: "ObjectAttributes",
  "legal-hold": "ObjectLegalHold",
  retention: "ObjectRetention",
  tagging: "ObjectTagging",
  torrent: "ObjectTorrent",
};
const VERBS: Readonly<Record<string, string>> = { GET: "Get", PUT: "Put", DELETE: "Delete" };

/** Undefined where S3 has no such operation. */
export function operationOf(
  method: string,
  { bucket, key }: Address,
  query: URLSearchParams,
  isCopy: boolean,
): string | undefined {
  if (bucket === undefined) return method === "GET" ? "ListBuckets" : undefined;
  return key === undefined ? ofBucket(method, query) : ofObject(method, query, isCopy);
}

function ofBucket(method: string, query: URLSearchParams): string | undefined {
  const part = partOf(method, query, BUCKET_PARTS);
  if (part !== undefined) return part;
  if (method === "GET") {
    if (query.has("versions")) return "ListObjectVersions";
    if (query.has("uploads")) return "ListMultipartUploads";
    if (query.has("session")) return "CreateSession";
    return query.get("list-type") === "2" ? "ListObjectsV2" : "ListObjects";
  }
  if (method === "POST") return query.has("delete") ? "DeleteObjects" : "PostObject";
  return { PUT: "CreateBucket", HEAD: "HeadBucket", DELETE: "DeleteBucket" }[method];
}

function ofObject(method: string, query: URLSearchParams, isCopy: boolean): string | undefined {
  const part = partOf(method, query, OBJECT_PARTS);
  if (part !== undefined) return part;
  if (method === "POST") return ofPost(query);
  if (query.has("uploadId")) {
    if (method === "PUT") return isCopy ? "UploadPartCopy" : "UploadPart";
    return { GET: "ListParts", DELETE: "AbortMultipartUpload" }[method];
  }
  if (method === "PUT" && isCopy) return "CopyObject";
  return { GET: "GetObject", HEAD: "HeadObject", PUT: "PutObject", DELETE: "DeleteObject" }[method];
}

function ofPost(query: URLSearchParams): string | undefined {
  if (query.has("uploads")) return "CreateMultipartUpload";
  if (query.has("uploadId")) return "CompleteMultipartUpload";
  if (query.has("restore")) return "RestoreObject";
  return query.has("select") ? "SelectObjectContent" : undefined;
}

function partOf(
  method: string,
  query: URLSearchParams,
  parts: Readonly<Record<string, string>>,
): string | undefined {
  const verb = VERBS[method];
  const found = [...query.keys()].find((name) => Object.hasOwn(parts, name));
  return verb === undefined || found === undefined ? undefined : `${verb}${parts[found] ?? ""}`;
}
