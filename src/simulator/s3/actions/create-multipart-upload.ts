// Room simulator/s3: CreateMultipartUpload.
import { action, nowS } from "../action.ts";
import { algorithmNamed, DEFAULT_ALGORITHM } from "../checksum.ts";
import { findBucket, nextId, readKey } from "../find.ts";
import { checksumTypeOf } from "../multipart.ts";
import { readSettings, toldEncryption } from "../settings.ts";
import { CHECKSUM_TYPE, ENCRYPTION, OF_OBJECT, SETTINGS } from "../shape.ts";

export const createMultipartUpload = action({
  name: "CreateMultipartUpload",
  extent: "partial",
  input: {
    ...OF_OBJECT,
    ChecksumAlgorithm: { header: "x-amz-checksum-algorithm" },
    ...CHECKSUM_TYPE,
    ...SETTINGS,
  },
  output: {
    Bucket: { element: "string" },
    Key: { element: "string" },
    UploadId: { element: "string" },
    ChecksumAlgorithm: { header: "x-amz-checksum-algorithm" },
    ...CHECKSUM_TYPE,
    ...ENCRYPTION,
  },
  root: "InitiateMultipartUploadResult",
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const key = readKey(input);
    const settings = readSettings(input, bucket);
    const asked = algorithmNamed(input.ChecksumAlgorithm);
    const algorithm = asked ?? DEFAULT_ALGORITHM;
    const type = checksumTypeOf(algorithm, input.ChecksumType);
    const id = nextId(state, call.seed, "upload");
    const upload = {
      id,
      key,
      settings,
      checksum: { algorithm, type },
      startedS: nowS(call),
      parts: new Map(),
    };
    return {
      events: [{ kind: "s3.upload-started", bucket: bucket.name, upload }],
      answer: {
        Bucket: bucket.name,
        Key: key,
        UploadId: id,
        ...(asked === undefined ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: type }),
        ...toldEncryption(settings.encryption),
      },
    };
  },
});
