// Room simulator/s3: which bucket and key a request is about: `/bucket/key`, or the bucket before the host.
import { S3Error } from "./errors.ts";

export interface Address {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/** `bucket.s3.eu-west-1.amazonaws.com`, `bucket.s3-eu-west-1.amazonaws.com`, `bucket.s3.localhost:4566`. */
const BEFORE_S3 = /^(.+)\.s3[.-]/;
const BEFORE_LOCALHOST = /^(.+)\.localhost(?::\d+)?$/;

/** `baseHost` is how the server itself is called: what stands before it is a bucket. */
export function addressOf(host: string, path: string, baseHost?: string): Address {
  const bucket = bucketInHost(host.toLowerCase(), baseHost);
  const rest = path.replace(/^\//, "");
  if (bucket !== undefined) return { bucket, key: keyOf(rest) };
  const slash = rest.indexOf("/");
  const name = decoded(slash < 0 ? rest : rest.slice(0, slash));
  return {
    bucket: name === "" ? undefined : name,
    key: slash < 0 ? undefined : keyOf(rest.slice(slash + 1)),
  };
}

function bucketInHost(host: string, baseHost: string | undefined): string | undefined {
  if (baseHost !== undefined && host.endsWith(`.${baseHost}`)) return host.slice(0, -baseHost.length - 1);
  return BEFORE_S3.exec(host)?.[1] ?? nameBeforeLocalhost(host);
}

function nameBeforeLocalhost(host: string): string | undefined {
  const name = BEFORE_LOCALHOST.exec(host)?.[1];
  return name === "s3" ? undefined : name;
}

const keyOf = (text: string): string | undefined => (text === "" ? undefined : decoded(text));

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error("InvalidURI", "Couldn't parse the specified URI.", 400, { URI: text.slice(0, 200) });
  }
}

/** What a URL means, as CloudFormation's TemplateURL and their like have it; undefined where it names no object. */
export function addressOfUrl(url: string): { readonly bucket: string; readonly key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname, protocol } = new URL(url);
  const { bucket, key } =
    protocol === "s3:" ? addressOf("", `/${host}${pathname}`) : addressOf(host, pathname);
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}
