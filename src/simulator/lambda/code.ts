// Room simulator/lambda: the deployment package: a zip, read once, kept as files in memory.
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import type { InternalCalls } from "../internal.ts";
import { AwsError, type Call, type Fields } from "../wire/index.ts";
import { invalidParameter, notModelled } from "./errors.ts";
import { MAX_UNZIPPED_BYTES } from "./limits.ts";
import type { Code } from "./state.ts";

/** Where the code comes from, in CreateFunction's `Code` and in UpdateFunctionCode. */
export interface CodeSource {
  readonly ZipFile?: string | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
  readonly ImageUri?: string | undefined;
}

export const CODE_SOURCE = {
  ZipFile: "blob",
  S3Bucket: "string",
  S3Key: "string",
  S3ObjectVersion: "string",
  ImageUri: "string",
} as const;

export async function readCode(
  source: CodeSource | undefined,
  { region }: Call,
  internal: InternalCalls,
): Promise<Code> {
  if (source?.ImageUri !== undefined) throw notModelled("container images");
  const { ZipFile: zip, S3Bucket: Bucket, S3Key: Key, S3ObjectVersion: VersionId } = source ?? {};
  if (zip !== undefined) return unpack(Buffer.from(zip, "base64"));
  if (Bucket === undefined || Key === undefined)
    throw invalidParameter("Please provide a source for function code.");
  const wanted = { Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) };
  return unpack(await fromS3(wanted, region, internal));
}

async function fromS3(wanted: Fields, region: string, internal: InternalCalls): Promise<Uint8Array> {
  try {
    const { Body } = await internal.call("s3", "GetObject", wanted, { actor: "lambda", region });
    if (Body instanceof Uint8Array) return Body;
    throw new Error("GetObject answered without bytes");
  } catch (error) {
    if (!(error instanceof AwsError) || error.status === 501) throw error;
    const words = `S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`;
    throw invalidParameter(`Error occurred while GetObject. ${words}`);
  }
}

export function unpack(zip: Uint8Array): Code {
  const files = new Map<string, Uint8Array>();
  let sizeBytes = 0;
  try {
    // Sizes are looked at before anything is inflated: a small zip may be large.
    const read = unzipSync(zip, {
      filter({ originalSize }) {
        sizeBytes += originalSize;
        return sizeBytes <= MAX_UNZIPPED_BYTES;
      },
    });
    for (const [name, bytes] of Object.entries(read)) if (isFile(name)) files.set(name, bytes);
  } catch {
    throw invalidParameter(
      "Could not unzip uploaded file. Please check your file, then try to upload again.",
    );
  }
  if (sizeBytes > MAX_UNZIPPED_BYTES)
    throw invalidParameter(`Unzipped size must be smaller than ${MAX_UNZIPPED_BYTES} bytes`);
  if (files.size === 0) throw invalidParameter("Uploaded file must be a non-empty zip");
  const sha256 = createHash("sha256").update(zip).digest("base64");
  return { sha256, sizeBytes: zip.length, files };
}

/** Folders have entries too; nothing may stand outside the package. */
const isFile = (name: string): boolean =>
  !name.endsWith("/") && !name.startsWith("/") && !name.split("/").includes("..");
