// Room simulator/s3: checksums of a body: what the caller claims is held against what came, and kept with the object (S3 User Guide,
// "Checking object integrity").
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { crc32c, crc64nvme } from "./crc.ts";
import { invalidRequest, S3Error } from "./errors.ts";

export type Algorithm = "CRC32" | "CRC32C" | "CRC64NVME" | "SHA1" | "SHA256";

export interface Checksum {
  readonly algorithm: Algorithm;
  /** Of the whole object, or of its parts' checksums. */
  readonly type: "FULL_OBJECT" | "COMPOSITE";
  /** Base64; of a composite one with the number of parts after a dash. */
  readonly value: string;
}

/** What S3 adds itself where the caller names none. */
export const DEFAULT_ALGORITHM: Algorithm = "CRC64NVME";

const DIGESTS: Readonly<Record<Algorithm, (bytes: Uint8Array) => Buffer>> = {
  CRC32: (bytes) => words(crc32(bytes)),
  CRC32C: (bytes) => words(crc32c(bytes)),
  CRC64NVME: (bytes) => words(...crc64nvme(bytes)),
  SHA1: (bytes) => createHash("sha1").update(bytes).digest(),
  SHA256: (bytes) => createHash("sha256").update(bytes).digest(),
};
export const ALGORITHMS = Object.keys(DIGESTS) as readonly Algorithm[]; // the keys of a literal
const SIZES: Readonly<Record<Algorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

/** Big endian, as S3 writes them. */
function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}

export const digestOf = (algorithm: Algorithm, bytes: Uint8Array): string =>
  DIGESTS[algorithm](bytes).toString("base64");

/** Members that carry a checksum: `ChecksumCRC32`. */
export const memberOf = (algorithm: Algorithm): `Checksum${Algorithm}` => `Checksum${algorithm}`;

export type Claims = { readonly [K in `Checksum${Algorithm}`]?: string | undefined };

/** The checksum an object is kept with, once what the caller claims is found true. */
export function checkedChecksum(claims: Claims, asked: string | undefined, body: Uint8Array): Checksum {
  const claimed = ALGORITHMS.filter((name) => claims[memberOf(name)] !== undefined);
  const [only, second] = claimed;
  if (second !== undefined)
    throw invalidRequest(
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  const algorithm = only ?? algorithmNamed(asked) ?? DEFAULT_ALGORITHM;
  const value = digestOf(algorithm, body);
  const claim = claims[memberOf(algorithm)];
  if (claim !== undefined) holdAgainst(algorithm, claim, value);
  return { algorithm, type: "FULL_OBJECT", value };
}

function holdAgainst(algorithm: Algorithm, claim: string, value: string): void {
  if (Buffer.from(claim, "base64").length !== SIZES[algorithm])
    throw invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
  if (claim !== value)
    throw new S3Error(
      "BadDigest",
      `The ${algorithm} you specified did not match the calculated checksum.`,
      400,
    );
}

/** Throws where the name is none of S3's. */
export function algorithmNamed(name: string | undefined): Algorithm | undefined {
  if (name === undefined) return undefined;
  const found = ALGORITHMS.find((one) => one === name.toUpperCase());
  if (found === undefined)
    throw invalidRequest(
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
    );
  return found;
}

/** As members of an answer. */
export const checksumMembers = ({ algorithm, value, type }: Checksum): Claims & { ChecksumType: string } => ({
  [memberOf(algorithm)]: value,
  ChecksumType: type,
});

export const md5Hex = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("hex");

/** Content-MD5, where the caller sent one. */
export function checkMd5(claim: string | undefined, body: Uint8Array): void {
  if (claim === undefined) return;
  const bytes = Buffer.from(claim, "base64");
  if (bytes.length !== 16)
    throw new S3Error("InvalidDigest", "The Content-MD5 you specified was invalid.", 400, {
      "Content-MD5": claim,
    });
  if (bytes.toString("hex") !== md5Hex(body))
    throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.", 400);
}
