// Room simulator/s3: every action there is, one file each in actions/. What is not here is refused by name.
import type { AnyS3Action } from "./action.ts";
import { abortMultipartUpload } from "./actions/abort-multipart-upload.ts";
import { completeMultipartUpload } from "./actions/complete-multipart-upload.ts";
import { copyObject } from "./actions/copy-object.ts";
import { createBucket } from "./actions/create-bucket.ts";
import { createMultipartUpload } from "./actions/create-multipart-upload.ts";
import { deleteBucket } from "./actions/delete-bucket.ts";
import { deleteBucketEncryption } from "./actions/delete-bucket-encryption.ts";
import { deleteBucketPolicy } from "./actions/delete-bucket-policy.ts";
import { deleteBucketTagging } from "./actions/delete-bucket-tagging.ts";
import { deleteObject } from "./actions/delete-object.ts";
import { deleteObjectTagging } from "./actions/delete-object-tagging.ts";
import { deleteObjects } from "./actions/delete-objects.ts";
import { deletePublicAccessBlock } from "./actions/delete-public-access-block.ts";
import { getBucketEncryption } from "./actions/get-bucket-encryption.ts";
import { getBucketLocation } from "./actions/get-bucket-location.ts";
import { getBucketPolicy } from "./actions/get-bucket-policy.ts";
import { getBucketTagging } from "./actions/get-bucket-tagging.ts";
import { getBucketVersioning } from "./actions/get-bucket-versioning.ts";
import { getObject } from "./actions/get-object.ts";
import { getObjectTagging } from "./actions/get-object-tagging.ts";
import { getPublicAccessBlock } from "./actions/get-public-access-block.ts";
import { headBucket } from "./actions/head-bucket.ts";
import { headObject } from "./actions/head-object.ts";
import { listBuckets } from "./actions/list-buckets.ts";
import { listMultipartUploads } from "./actions/list-multipart-uploads.ts";
import { listObjectVersions } from "./actions/list-object-versions.ts";
import { listObjects } from "./actions/list-objects.ts";
import { listObjectsV2 } from "./actions/list-objects-v2.ts";
import { listParts } from "./actions/list-parts.ts";
import { putBucketEncryption } from "./actions/put-bucket-encryption.ts";
import { putBucketPolicy } from "./actions/put-bucket-policy.ts";
import { putBucketTagging } from "./actions/put-bucket-tagging.ts";
import { putBucketVersioning } from "./actions/put-bucket-versioning.ts";
import { putObject } from "./actions/put-object.ts";
import { putObjectTagging } from "./actions/put-object-tagging.ts";
import { putPublicAccessBlock } from "./actions/put-public-access-block.ts";
import { uploadPartCopy } from "./actions/upload-part-copy.ts";
import { uploadPart } from "./actions/upload-part.ts";

const ALL: readonly AnyS3Action[] = [
  abortMultipartUpload,
  completeMultipartUpload,
  copyObject,
  createBucket,
  createMultipartUpload,
  deleteBucket,
  deleteBucketEncryption,
  deleteBucketPolicy,
  deleteBucketTagging,
  deleteObject,
  deleteObjectTagging,
  deleteObjects,
  deletePublicAccessBlock,
  getBucketEncryption,
  getBucketLocation,
  getBucketPolicy,
  getBucketTagging,
  getBucketVersioning,
  getObject,
  getObjectTagging,
  getPublicAccessBlock,
  headBucket,
  headObject,
  listBuckets,
  listMultipartUploads,
  listObjectVersions,
  listObjects,
  listObjectsV2,
  listParts,
  putBucketEncryption,
  putBucketPolicy,
  putBucketTagging,
  putBucketVersioning,
  putObject,
  putObjectTagging,
  putPublicAccessBlock,
  uploadPart,
  uploadPartCopy,
];

/** By name. */
export const actions: ReadonlyMap<string, AnyS3Action> = new Map(ALL.map((one) => [one.name, one]));
