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
  const header = headers["authorization"] ?? "";
  if (header === last.header) return last.scope;
  const found = CREDENTIAL.exec(header);
  if (found === null) return scopeIn(CREDENTIAL.exec(query));
  last = { header, scope: scopeIn(found) };
  return last.scope;
}

function scopeIn(found: RegExpExecArray | null): Scope {
  const [, accessKeyId, region, service] = found ?? [];
  return {
    region: region || undefined,
    service: service || undefined,
    accessKeyId: accessKeyId || undefined,
  };
}

/** One caller after another with the same header, where requests are not signed. */
let last: { readonly header: string | undefined; readonly scope: Scope } = {
  header: undefined,
  scope: scopeIn(null),
};
