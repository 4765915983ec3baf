// Room box: how V8 keeps the settings of the SDK's clients. A config is put together from dozens of parts, which makes it a dictionary, and
// the SDK copies it some four times a call: half of what a call costs. Laid out anew once, a copy is next to nothing, and nothing else
// changes.
import { createRequire } from "node:module";

interface Scheme {
  sign(request: unknown, identity: unknown, properties: { readonly config?: object }): Promise<unknown>;
}

const known = new WeakSet();
let isWatching = false;

/** To be called at a request, when the SDK is loaded. From the first on, each client is seen when it signs. */
export function watchConfigs(): void {
  if (isWatching) return;
  isWatching = true;
  const client = createRequire(import.meta.url).resolve("@aws-sdk/client-sqs");
  const { AwsSdkSigV4Signer } = createRequire(client)("@aws-sdk/core/httpAuthSchemes") as {
    readonly AwsSdkSigV4Signer: { readonly prototype: Scheme };
  };
  const { sign } = AwsSdkSigV4Signer.prototype;
  const value: Scheme["sign"] = function (this: Scheme, request, identity, properties) {
    const { config } = properties;
    if (config !== undefined && !known.has(config)) {
      known.add(config);
      layOut(config);
    }
    return sign.call(this, request, identity, properties);
  };
  Object.defineProperty(AwsSdkSigV4Signer.prototype, "sign", { value, configurable: true, writable: true });
}

/** So many reads past an object make V8 keep it as a prototype: each member at its place. */
const READS = 20;

export function layOut(object: object): void {
  const heir = Object.create(object) as { readonly absent?: unknown };
  for (let read = 0; read < READS; read += 1) readPast(heir);
}

const readPast = (heir: { readonly absent?: unknown }): unknown => heir.absent;
