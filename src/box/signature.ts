// Room box: requests are not signed: nobody in the box checks a signature, and it would be a fifth of the time of every call. What a
// signature names (key, region, service) still stands in the header.
import { createRequire } from "node:module";
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
  keepSigners();
  const { accessKeyId, sessionToken } = await this.credentialProvider();
  const region = options.signingRegion ?? (await this.regionProvider());
  const scope = `${DATE}/${region}/${options.signingService ?? this.service}/aws4_request`;
  if (sessionToken !== undefined) request.headers["x-amz-security-token"] = sessionToken;
  request.headers["authorization"] =
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host, Signature=0`;
  return request;
}

/** What of a client's resolved config is read here: each call makes a signer of its own, from a copy of the whole config. */
interface SigningConfig {
  signer: (scheme?: { readonly signingRegion?: string; readonly signingName?: string }) => Promise<unknown>;
}

interface Scheme {
  sign(
    request: unknown,
    identity: unknown,
    properties: { readonly config?: SigningConfig },
  ): Promise<unknown>;
}

let areKept = false;
const kept = new WeakSet<SigningConfig>();

/** From the first signature on, since the module is loaded then: a client makes one signer for each region and service, and keeps it. */
function keepSigners(): void {
  if (areKept) return;
  areKept = true;
  const client = createRequire(import.meta.url).resolve("@aws-sdk/client-sqs");
  const { AwsSdkSigV4Signer } = createRequire(client)("@aws-sdk/core/httpAuthSchemes") as {
    readonly AwsSdkSigV4Signer: { readonly prototype: Scheme };
  };
  const { sign } = AwsSdkSigV4Signer.prototype;
  const value: Scheme["sign"] = function (this: Scheme, request, identity, properties) {
    if (properties.config !== undefined) keepSignersOf(properties.config);
    return sign.call(this, request, identity, properties);
  };
  Object.defineProperty(AwsSdkSigV4Signer.prototype, "sign", { value, configurable: true, writable: true });
}

function keepSignersOf(config: SigningConfig): void {
  if (kept.has(config)) return;
  kept.add(config);
  const { signer: make } = config;
  const signers = new Map<string, Promise<unknown>>();
  config.signer = (scheme = {}) => {
    const key = `${scheme.signingRegion} ${scheme.signingName}`;
    const known = signers.get(key) ?? make(scheme);
    signers.set(key, known);
    return known;
  };
}

/** Replaces what every signer of this thread does with a request; what is presigned or signed as text stays as it is. */
export function signNothing(): void {
  Object.defineProperty(SignatureV4.prototype, "signRequest", {
    value: nameOnly,
    configurable: true,
    writable: true,
  });
}
