// Room box: what each client of the SDK keeps of its settings. A config is put together from dozens of parts, so V8 keeps it as a
// dictionary, and the SDK copies it some four times a call: half of what a call costs. Laid out anew once, a copy is next to nothing.
import { createRequire } from "node:module";

/** What of a client's resolved config is read here. */
interface Config {
  defaultUserAgentProvider?: () => Promise<readonly (readonly [string, string])[]>;
}

interface Scheme {
  sign(request: unknown, identity: unknown, properties: { readonly config?: Config }): Promise<unknown>;
}

const known = new WeakSet<Config>();
let isWatching = false;

/** To be called at the first request of a thread: the SDK is loaded then. From now on each client is seen when it signs. */
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
      // Which machine this is: nobody in the box reads it, and it takes as long as the rest of the headers.
      config.defaultUserAgentProvider = async () => [];
      layOut(config);
    }
    return sign.call(this, request, identity, properties);
  };
  Object.defineProperty(AwsSdkSigV4Signer.prototype, "sign", { value, configurable: true, writable: true });
}

/** Reads past an object often enough for V8 to notice make it lay the object out as a prototype: each member at its place. */
const READS = 20;

function layOut(config: object): void {
  const heir = Object.create(config) as { readonly absent?: unknown };
  for (let read = 0; read < READS; read += 1) readPast(heir);
}

const readPast = (heir: { readonly absent?: unknown }): unknown => heir.absent;
