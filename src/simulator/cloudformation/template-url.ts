// Room simulator/cloudformation: a template in S3: its URL read, and the object behind it.
import { AwsError } from "../wire/index.ts";
import { validation } from "./errors.ts";
import type { InternalCalls } from "../internal.ts";

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/** `https://s3.REGION.amazonaws.com/BUCKET/KEY`, `https://BUCKET.s3.REGION.amazonaws.com/KEY`, and the same at a local endpoint. */
export function placeOf(url: string): Place {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw validation("TemplateURL must be a supported URL.");
  }
  const path = decodeURIComponent(parsed.pathname.slice(1));
  const virtual =
    /^(.+)\.s3[.-](?:[\w-]+\.)?amazonaws\.com(?:\.cn)?$/.exec(parsed.hostname) ??
    /^(.+?)\.(?:s3\.)?localhost(?:\..+)?$/.exec(parsed.hostname);
  if (virtual !== null && virtual[1] !== "s3") return { Bucket: virtual[1] ?? "", Key: path };
  const slash = path.indexOf("/");
  if (slash <= 0) throw validation("TemplateURL must be a supported URL.");
  return { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
}

/** The text of the template; throws AwsError in CloudFormation's words where there is none. */
export async function fetchTemplate(url: string, internal: InternalCalls, region: string): Promise<string> {
  const place = placeOf(url);
  try {
    const { Body } = await internal.call(
      "s3",
      "GetObject",
      { ...place },
      { actor: "cloudformation", region },
    );
    if (Body instanceof Uint8Array) return new TextDecoder().decode(Body);
    return String(Body);
  } catch (error) {
    if (!(error instanceof AwsError) || error.status >= 500) throw error;
    throw validation(
      `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
}
