// Room simulator/s3: UploadPart.
import { action, nowS } from "../action.ts";
import { checkedChecksum, checkMd5, md5Hex, memberOf } from "../checksum.ts";
import { S3Error } from "../errors.ts";
import { findBucket } from "../find.ts";
import { MAX_OBJECT_BYTES } from "../limits.ts";
import { checkPartNumber, findUpload } from "../multipart.ts";
import { toldEncryption } from "../settings.ts";
import { CHECKSUMS, ENCRYPTION, OF_OBJECT } from "../shape.ts";

export const uploadPart = action({
  name: "UploadPart",
  input: {
    ...OF_OBJECT,
    UploadId: { query: "uploadId" },
    PartNumber: { query: "partNumber", as: "integer" },
    Body: { body: "bytes" },
    ContentMD5: { header: "content-md5" },
    ChecksumAlgorithm: { header: "x-amz-sdk-checksum-algorithm" },
    ...CHECKSUMS,
  },
  output: { ETag: { header: "etag" }, ...CHECKSUMS, ...ENCRYPTION },
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const upload = findUpload(bucket, input);
    const { Body: body = new Uint8Array() } = input;
    const number = checkPartNumber(input.PartNumber);
    if (body.length > MAX_OBJECT_BYTES)
      throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400);
    checkMd5(input.ContentMD5, body);
    const checksum = checkedChecksum(input, input.ChecksumAlgorithm ?? upload.checksum.algorithm, body);
    const part = { number, body, etag: `"${md5Hex(body)}"`, checksum, modifiedS: nowS(call) };
    return {
      events: [{ kind: "s3.part-uploaded", bucket: bucket.name, uploadId: upload.id, part }],
      answer: {
        ETag: part.etag,
        [memberOf(checksum.algorithm)]: checksum.value,
        ...toldEncryption(upload.settings.encryption),
      },
    };
  },
});
