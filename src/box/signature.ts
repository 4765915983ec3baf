// Room box: requests are not signed: nobody in the box checks a signature, and it would be a fifth of the time of every call. What a
// signature names (key, region, service) still stands in the header.
import { SignatureV4 } from "@smithy/signature-v4";

/** What of the SDK's signer is read here. */
interface Signer {
  readonly service: string;
  readonly regionProvider: () => Promise<string>;
  readonly credentialProvider: () => Promise<{
    readonly accessKeyId: string;
    readonly sessionToken?: string;
  }>;
}

interface Request {
  readonly headers: Record<string, string>;
}

interface SigningOptions {
  readonly signingRegion?: string;
  readonly signingService?: string;
}

/** The date of a scope: not checked (CONTRACTS 6). */
const DATE = "20260101";

async function nameOnly(this: Signer, request: Request, options: SigningOptions = {}): Promise<Request> {
  const { accessKeyId, sessionToken } = await this.credentialProvider();
  const region = options.signingRegion ?? (await this.regionProvider());
  const scope = `${DATE}/${region}/${options.signingService ?? this.service}/aws4_request`;
  if (sessionToken !== undefined) request.headers["x-amz-security-token"] = sessionToken;
  request.headers["authorization"] =
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host, Signature=0`;
  return request;
}

/** Replaces what every signer of this thread does with a request; what is presigned or signed as text stays as it is. */
export function signNothing(): void {
  Object.defineProperty(SignatureV4.prototype, "signRequest", {
    value: nameOnly,
    configurable: true,
    writable: true,
  });
}
