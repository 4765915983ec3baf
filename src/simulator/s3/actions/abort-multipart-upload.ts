// Room simulator/s3: AbortMultipartUpload.
import { action } from "../action.ts";
import { findBucket } from "../find.ts";
import { findUpload } from "../multipart.ts";
import { OF_OBJECT } from "../shape.ts";

export const abortMultipartUpload = action({
  name: "AbortMultipartUpload",
  input: { ...OF_OBJECT, UploadId: { query: "uploadId" } },
  output: {},
  status: 204,
  decide(state, input) {
    const bucket = findBucket(state, input);
    const { id } = findUpload(bucket, input);
    const ended = { bucket: bucket.name, uploadId: id, how: "aborted" } as const;
    return { events: [{ kind: "s3.upload-ended", ...ended }], answer: {} };
  },
});
