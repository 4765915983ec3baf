// Room simulator/s3: ListParts.
import { action, answered } from "../action.ts";
import { memberOf } from "../checksum.ts";
import { findBucket } from "../find.ts";
import { MAX_KEYS } from "../limits.ts";
import { findUpload } from "../multipart.ts";
import { ownerOf } from "../owner.ts";
import { CHECKSUM_ELEMENTS, OF_OBJECT, shapes } from "../shape.ts";

export const listParts = action({
  name: "ListParts",
  input: {
    ...OF_OBJECT,
    UploadId: { query: "uploadId" },
    MaxParts: { query: "max-parts", as: "integer" },
    PartNumberMarker: { query: "part-number-marker", as: "integer" },
  },
  output: {
    Bucket: { element: "string" },
    Key: { element: "string" },
    UploadId: { element: "string" },
    Initiator: { element: shapes.owner },
    Owner: { element: shapes.owner },
    StorageClass: { element: "string" },
    PartNumberMarker: { element: "integer" },
    NextPartNumberMarker: { element: "integer" },
    MaxParts: { element: "integer" },
    IsTruncated: { element: "boolean" },
    Parts: {
      element: {
        list: {
          members: {
            PartNumber: "integer",
            LastModified: "timestamp",
            ETag: "string",
            Size: "integer",
            ...CHECKSUM_ELEMENTS,
          },
        },
        item: "Part",
        flat: true,
      },
    },
  },
  root: "ListPartsResult",
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const upload = findUpload(bucket, input);
    const { PartNumberMarker: after = 0 } = input;
    const most = Math.min(input.MaxParts ?? MAX_KEYS, MAX_KEYS);
    const rest = [...upload.parts.values()]
      .filter(({ number }) => number > after)
      .toSorted((one, other) => one.number - other.number);
    const page = rest.slice(0, most);
    return answered({
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
      Initiator: ownerOf(call),
      Owner: ownerOf(call),
      StorageClass: upload.settings.storageClass,
      PartNumberMarker: after,
      NextPartNumberMarker: page.at(-1)?.number ?? 0,
      MaxParts: most,
      IsTruncated: rest.length > page.length,
      Parts: page.map(({ number, modifiedS, etag, body, checksum }) => ({
        PartNumber: number,
        LastModified: modifiedS,
        ETag: etag,
        Size: body.length,
        [memberOf(checksum.algorithm)]: checksum.value,
      })),
    });
  },
});
