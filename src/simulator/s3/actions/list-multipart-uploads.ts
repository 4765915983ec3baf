// Room simulator/s3: ListMultipartUploads.
import { action, answered } from "../action.ts";
import { notModelled } from "../errors.ts";
import { findBucket } from "../find.ts";
import { compareKeys } from "../key-order.ts";
import { MAX_KEYS } from "../limits.ts";
import { ownerOf } from "../owner.ts";
import { OF_BUCKET, shapes } from "../shape.ts";
import { keyEncoder } from "../token.ts";

export const listMultipartUploads = action({
  name: "ListMultipartUploads",
  extent: "partial",
  input: {
    ...OF_BUCKET,
    Prefix: { query: "prefix" },
    Delimiter: { query: "delimiter" },
    KeyMarker: { query: "key-marker" },
    UploadIdMarker: { query: "upload-id-marker" },
    MaxUploads: { query: "max-uploads", as: "integer" },
    EncodingType: { query: "encoding-type" },
  },
  output: {
    Bucket: { element: "string" },
    KeyMarker: { element: "string" },
    UploadIdMarker: { element: "string" },
    NextKeyMarker: { element: "string" },
    NextUploadIdMarker: { element: "string" },
    Prefix: { element: "string" },
    EncodingType: { element: "string" },
    MaxUploads: { element: "integer" },
    IsTruncated: { element: "boolean" },
    Uploads: {
      element: {
        list: {
          members: {
            Key: "string",
            UploadId: "string",
            Initiator: shapes.owner,
            Owner: shapes.owner,
            StorageClass: "string",
            Initiated: "timestamp",
            ChecksumAlgorithm: "string",
            ChecksumType: "string",
          },
        },
        item: "Upload",
        flat: true,
      },
    },
  },
  root: "ListMultipartUploadsResult",
  decide(state, input, call) {
    const { name, uploads } = findBucket(state, input);
    const { Prefix = "", Delimiter = "", KeyMarker = "", UploadIdMarker = "", EncodingType } = input;
    if (Delimiter !== "") throw notModelled("ListMultipartUploads with a delimiter");
    const encode = keyEncoder(EncodingType);
    const most = Math.min(input.MaxUploads ?? MAX_KEYS, MAX_KEYS);
    const found = [...uploads.values()]
      .filter(({ key }) => key.startsWith(Prefix))
      .toSorted((one, other) => compareKeys(one.key, other.key)); // stable: the older upload of a key first
    const marked = found.findIndex(({ key, id }) => key === KeyMarker && id === UploadIdMarker);
    const rest =
      marked < 0 ? found.filter(({ key }) => compareKeys(key, KeyMarker) > 0) : found.slice(marked + 1);
    const page = rest.slice(0, most);
    const last = page.at(-1);
    const Owner = ownerOf(call);
    return answered({
      Bucket: name,
      KeyMarker: encode(KeyMarker),
      UploadIdMarker,
      NextKeyMarker: last === undefined ? "" : encode(last.key),
      NextUploadIdMarker: last?.id ?? "",
      Prefix: encode(Prefix),
      EncodingType,
      MaxUploads: most,
      IsTruncated: rest.length > page.length,
      Uploads: page.map(({ key, id, settings, startedS, checksum }) => ({
        Key: encode(key),
        UploadId: id,
        Initiator: Owner,
        Owner,
        StorageClass: settings.storageClass,
        Initiated: startedS,
        ChecksumAlgorithm: checksum.algorithm,
        ChecksumType: checksum.type,
      })),
    });
  },
});
