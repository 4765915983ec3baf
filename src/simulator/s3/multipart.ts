// Room simulator/s3: uploads in parts: the parts a caller names become one object (S3 User Guide, "Multipart upload").
import { createHash } from "node:crypto";
import { type Algorithm, type Checksum, digestOf } from "./checksum.ts";
import { invalidArgument, invalidRequest, noSuchUpload, S3Error } from "./errors.ts";
import { MAX_PART_NUMBER, MIN_PART_BYTES } from "./limits.ts";
import type { Bucket, Part, Upload } from "./state.ts";

export function findUpload(
  bucket: Bucket,
  { UploadId = "", Key }: { readonly UploadId?: string | undefined; readonly Key?: string | undefined },
): Upload {
  const upload = bucket.uploads.get(UploadId);
  if (upload === undefined || upload.key !== Key) throw noSuchUpload(UploadId);
  return upload;
}

/** SHA cannot be put together from parts, CRC-64 is never told part by part. */
export function checksumTypeOf(algorithm: Algorithm, asked: string | undefined): Checksum["type"] {
  const usual = algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE";
  const type = asked?.toUpperCase() ?? usual;
  const isPossible =
    type === usual || (type === "FULL_OBJECT" && (algorithm === "CRC32" || algorithm === "CRC32C"));
  if (!isPossible)
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  return type === "FULL_OBJECT" ? "FULL_OBJECT" : "COMPOSITE";
}

export interface NamedPart {
  readonly PartNumber?: number | undefined;
  readonly ETag?: string | undefined;
}

/** The parts in the order the caller names them. */
export function chosenParts(upload: Upload, named: readonly NamedPart[]): readonly Part[] {
  const numbers = named.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
    throw new S3Error(
      "InvalidPartOrder",
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
      400,
      { UploadId: upload.id },
    );
  const parts = named.map(({ PartNumber = 0, ETag = "" }) => {
    const part = upload.parts.get(PartNumber);
    if (part === undefined || bare(part.etag) !== bare(ETag)) throw invalidPart(upload.id, PartNumber, ETag);
    return part;
  });
  const small = parts.slice(0, -1).find(({ body }) => body.length < MIN_PART_BYTES);
  if (small !== undefined)
    throw new S3Error(
      "EntityTooSmall",
      "Your proposed upload is smaller than the minimum allowed size",
      400,
      {
        ProposedSize: String(small.body.length),
        MinSizeAllowed: String(MIN_PART_BYTES),
        PartNumber: String(small.number),
        ETag: bare(small.etag),
      },
    );
  return parts;
}

const invalidPart = (UploadId: string, number: number, etag: string): S3Error =>
  new S3Error(
    "InvalidPart",
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    400,
    { UploadId, PartNumber: String(number), ETag: bare(etag) },
  );

const bare = (etag: string): string => etag.replaceAll('"', "");

/** The hash of the parts' hashes, and how many there were. */
export function etagOfParts(parts: readonly Part[]): string {
  const hash = createHash("md5");
  for (const { etag } of parts) hash.update(Buffer.from(bare(etag), "hex"));
  return `"${hash.digest("hex")}-${parts.length}"`;
}

export function checksumOfParts(
  { algorithm, type }: Upload["checksum"],
  parts: readonly Part[],
  body: Uint8Array,
): Checksum {
  if (type === "FULL_OBJECT") return { algorithm, type, value: digestOf(algorithm, body) };
  const digests = parts.map((part) => Buffer.from(digestOf(algorithm, part.body), "base64"));
  return { algorithm, type, value: `${digestOf(algorithm, Buffer.concat(digests))}-${parts.length}` };
}

export function checkPartNumber(number = 0): number {
  if (number < 1 || number > MAX_PART_NUMBER)
    throw invalidArgument(
      "partNumber",
      String(number),
      `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
    );
  return number;
}

/** Unlike a read, a copy may not ask for more than there is. */
export function copiedRange(body: Uint8Array, range: string | undefined): Uint8Array {
  if (range === undefined) return body;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || Number(first) > Number(last))
    throw invalidArgument(
      "x-amz-copy-source-range",
      range,
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
    );
  if (Number(last) >= body.length)
    throw invalidArgument(
      "x-amz-copy-source-range",
      range,
      `Range specified is not valid for source object of size: ${body.length}`,
    );
  return body.subarray(Number(first), Number(last) + 1);
}
