// Room simulator/wire: what the headers of a signed request say: service and region of the credential scope. Signatures and dates are
// not checked (CONTRACTS 6).
import type { WireRequest } from "./message.ts";

export interface Scope {
  readonly region: string | undefined;
  readonly service: string | undefined;
  /** Whose key signed. */
  readonly accessKeyId: string | undefined;
}

/** `Credential=KEY/20260101/us-east-1/sqs/aws4_request`, in the header or in a presigned query. */
const CREDENTIAL =
  /Credential=([^/,&%]*)(?:\/|%2[Ff])[^/,&%]*(?:\/|%2[Ff])([^/,&%]*)(?:\/|%2[Ff])([^/,&%]*)(?:\/|%2[Ff])/;

export function scopeOf({ headers, query }: WireRequest): Scope {
  const found = CREDENTIAL.exec(headers["authorization"] ?? "") ?? CREDENTIAL.exec(query);
  const [, accessKeyId, region, service] = found ?? [];
  return {
    region: region || undefined,
    service: service || undefined,
    accessKeyId: accessKeyId || undefined,
  };
}
