// Room simulator/s3: PutObject.
import { action, nowS } from "../action.ts";
import { checkedChecksum, checkMd5, checksumMembers, md5Hex } from "../checksum.ts";
import { checkWrite } from "../conditions.ts";
import { S3Error } from "../errors.ts";
import { currentOf, findBucket, nextVersionId, readKey, shownVersionId } from "../find.ts";
import { MAX_OBJECT_BYTES } from "../limits.ts";
import { readSettings, toldEncryption } from "../settings.ts";
import { CHECKSUM_TYPE, CHECKSUMS, ENCRYPTION, OF_OBJECT, SETTINGS, SHOWN_VERSION } from "../shape.ts";

export const putObject = action({
  name: "PutObject",
  extent: "partial",
  input: {
    ...OF_OBJECT,
    Body: { body: "bytes" },
    ContentMD5: { header: "content-md5" },
    ChecksumAlgorithm: { header: "x-amz-sdk-checksum-algorithm" },
    IfMatch: { header: "if-match" },
    IfNoneMatch: { header: "if-none-match" },
    ...CHECKSUMS,
    ...SETTINGS,
  },
  output: {
    ETag: { header: "etag" },
    ...CHECKSUMS,
    ...CHECKSUM_TYPE,
    ...ENCRYPTION,
    ...SHOWN_VERSION,
  },
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const key = readKey(input);
    const { Body: body = new Uint8Array() } = input;
    if (body.length > MAX_OBJECT_BYTES)
      throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400);
    checkMd5(input.ContentMD5, body);
    const checksum = checkedChecksum(input, input.ChecksumAlgorithm, body);
    const settings = readSettings(input, bucket);
    checkWrite(input, currentOf(bucket, key), key);
    const versionId = nextVersionId(state, bucket, call);
    const etag = `"${md5Hex(body)}"`;
    const version = {
      ...settings,
      kind: "object" as const,
      versionId,
      body,
      etag,
      checksum,
      modifiedS: nowS(call),
    };
    return {
      events: [{ kind: "s3.version-added", bucket: bucket.name, key, version }],
      answer: {
        ETag: etag,
        ...checksumMembers(checksum),
        ...toldEncryption(settings.encryption),
        VersionId: shownVersionId(bucket, versionId),
      },
    };
  },
});
