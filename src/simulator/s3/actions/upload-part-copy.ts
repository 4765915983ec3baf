// Room simulator/s3: UploadPartCopy.
import { action, nowS } from "../action.ts";
import { digestOf, md5Hex, memberOf } from "../checksum.ts";
import { copySourceOf } from "../copy-source.ts";
import { checkCopySource, COPY_SOURCE } from "../copy-source-conditions.ts";
import { findBucket, findObject, shownVersionId } from "../find.ts";
import { checkPartNumber, copiedRange, findUpload } from "../multipart.ts";
import { toldEncryption } from "../settings.ts";
import { CHECKSUM_ELEMENTS, ENCRYPTION, OF_OBJECT } from "../shape.ts";

export const uploadPartCopy = action({
  name: "UploadPartCopy",
  input: {
    ...OF_OBJECT,
    UploadId: { query: "uploadId" },
    PartNumber: { query: "partNumber", as: "integer" },
    CopySourceRange: { header: "x-amz-copy-source-range" },
    ...COPY_SOURCE,
  },
  output: {
    CopyPartResult: {
      root: "CopyPartResult",
      xml: { members: { ETag: "string", LastModified: "timestamp", ...CHECKSUM_ELEMENTS } },
    },
    CopySourceVersionId: { header: "x-amz-copy-source-version-id" },
    ...ENCRYPTION,
  },
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const upload = findUpload(bucket, input);
    const number = checkPartNumber(input.PartNumber);
    const source = copySourceOf(input.CopySource);
    const sourceBucket = findBucket(state, source);
    const object = findObject(sourceBucket, source);
    checkCopySource(input, object);
    const body = copiedRange(object.body, input.CopySourceRange);
    const { algorithm } = upload.checksum;
    const checksum = { algorithm, type: "FULL_OBJECT" as const, value: digestOf(algorithm, body) };
    const part = { number, body, etag: `"${md5Hex(body)}"`, checksum, modifiedS: nowS(call) };
    return {
      events: [{ kind: "s3.part-uploaded", bucket: bucket.name, uploadId: upload.id, part }],
      answer: {
        CopyPartResult: {
          ETag: part.etag,
          LastModified: part.modifiedS,
          [memberOf(algorithm)]: checksum.value,
        },
        CopySourceVersionId: shownVersionId(sourceBucket, object.versionId),
        ...toldEncryption(upload.settings.encryption),
      },
    };
  },
});
