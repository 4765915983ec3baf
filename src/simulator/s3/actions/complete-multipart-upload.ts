// Room simulator/s3: CompleteMultipartUpload.
import { action, nowS } from "../action.ts";
import { checksumMembers, memberOf } from "../checksum.ts";
import { checkWrite } from "../conditions.ts";
import { malformedXml, S3Error } from "../errors.ts";
import { currentOf, findBucket, nextVersionId, shownVersionId } from "../find.ts";
import { MAX_PART_NUMBER } from "../limits.ts";
import { checksumOfParts, chosenParts, etagOfParts, findUpload } from "../multipart.ts";
import { toldEncryption } from "../settings.ts";
import {
  CHECKSUM_ELEMENTS,
  CHECKSUM_TYPE,
  CHECKSUMS,
  ENCRYPTION,
  OF_OBJECT,
  SHOWN_VERSION,
} from "../shape.ts";

const PART = { members: { PartNumber: "integer", ETag: "string", ...CHECKSUM_ELEMENTS } } as const;

export const completeMultipartUpload = action({
  name: "CompleteMultipartUpload",
  input: {
    ...OF_OBJECT,
    UploadId: { query: "uploadId" },
    MultipartUpload: {
      root: "CompleteMultipartUpload",
      xml: { members: { Parts: { list: PART, item: "Part", flat: true } } },
    },
    MpuObjectSize: { header: "x-amz-mp-object-size", as: "integer" },
    IfMatch: { header: "if-match" },
    IfNoneMatch: { header: "if-none-match" },
    ...CHECKSUMS,
    ...CHECKSUM_TYPE,
  },
  output: {
    Location: { element: "string" },
    Bucket: { element: "string" },
    Key: { element: "string" },
    ETag: { element: "string" },
    ChecksumCRC32: { element: "string" },
    ChecksumCRC32C: { element: "string" },
    ChecksumCRC64NVME: { element: "string" },
    ChecksumSHA1: { element: "string" },
    ChecksumSHA256: { element: "string" },
    ChecksumType: { element: "string" },
    ...ENCRYPTION,
    ...SHOWN_VERSION,
  },
  root: "CompleteMultipartUploadResult",
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const upload = findUpload(bucket, input);
    const { Parts: named = [] } = input.MultipartUpload ?? {};
    if (named.length === 0 || named.length > MAX_PART_NUMBER) throw malformedXml();
    const parts = chosenParts(upload, named);
    const body = new Uint8Array(Buffer.concat(parts.map((part) => part.body)));
    const checksum = checksumOfParts(upload.checksum, parts, body);
    const claim = input[memberOf(checksum.algorithm)];
    if (claim !== undefined && claim !== checksum.value && claim !== checksum.value.split("-")[0])
      throw new S3Error(
        "BadDigest",
        `The ${checksum.algorithm} you specified did not match the calculated checksum.`,
        400,
      );
    if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== body.length)
      throw new S3Error(
        "InvalidRequest",
        `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${body.length}`,
        400,
      );
    checkWrite(input, currentOf(bucket, upload.key), upload.key);
    const versionId = nextVersionId(state, bucket, call);
    const etag = etagOfParts(parts);
    const version = {
      ...upload.settings,
      kind: "object" as const,
      versionId,
      body,
      etag,
      checksum,
      modifiedS: nowS(call),
      parts: parts.length,
    };
    return {
      events: [
        { kind: "s3.version-added", bucket: bucket.name, key: upload.key, version },
        { kind: "s3.upload-ended", bucket: bucket.name, uploadId: upload.id, how: "completed" },
      ],
      answer: {
        Location: `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${encodeURIComponent(upload.key)}`,
        Bucket: bucket.name,
        Key: upload.key,
        ETag: etag,
        ...checksumMembers(checksum),
        ...toldEncryption(upload.settings.encryption),
        VersionId: shownVersionId(bucket, versionId),
      },
    };
  },
});
