// Room target: what `--target` says: `embedded`, `endpoint=URL`, `localstack`, or a name of the config.
import { closest } from "fastest-levenshtein";
import type { TargetConfig } from "./config.ts";
import { GuardRefused, TargetUsageError } from "./errors.ts";

/** Of every target that is no account of AWS. */
export const REGION = "us-east-1";

export type TargetSpec =
  | { readonly kind: "embedded"; readonly name: string }
  | { readonly kind: "endpoint"; readonly name: string; readonly url: URL }
  | { readonly kind: "started"; readonly name: string; readonly command: readonly string[] }
  | { readonly kind: "localstack"; readonly name: string; readonly image: string };

/** A target that is reached by a URL. */
export type RemoteSpec = Exclude<TargetSpec, { kind: "embedded" }>;

const DEFAULT_IMAGE = "localstack/localstack:4.14.0";
const EMBEDDED = "embedded";
const NOT_YET = ["aws"];

export interface AskedTarget {
  readonly target?: string | undefined;
  readonly image?: string | undefined;
  readonly config: TargetConfig;
  readonly env: NodeJS.ProcessEnv;
}

/** Reads a target; a misspelt name is answered with the nearest. */
export function parseTarget({ target, image, config, env }: AskedTarget): TargetSpec {
  const asked = target ?? config.target ?? EMBEDDED;
  if (asked === EMBEDDED) return { kind: EMBEDDED, name: asked };
  if (asked.startsWith("endpoint=")) return endpointSpec(asked.slice("endpoint=".length), "endpoint");
  if (asked === "localstack") {
    const chosen = image ?? (env.ORDEAL_LOCALSTACK_IMAGE || config.image) ?? DEFAULT_IMAGE;
    return { kind: "localstack", name: asked, image: chosen };
  }
  const named = config.targets?.[asked];
  if (named?.start !== undefined) return { kind: "started", name: asked, command: named.start };
  if (named?.endpoint !== undefined) return endpointSpec(named.endpoint, asked);
  throw new TargetUsageError(unknownTarget(asked, config));
}

function unknownTarget(asked: string, config: TargetConfig): string {
  if (NOT_YET.includes(asked)) return `target ${asked} is not part of this version of Ordeal`;
  const known = [EMBEDDED, "localstack", "endpoint=URL", ...Object.keys(config.targets ?? {})];
  return `no target is named ${asked}. Did you mean ${closest(asked, known)}? Known are ${known.join(", ")}.`;
}

function endpointSpec(text: string, name: string): TargetSpec {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TargetUsageError(`--target endpoint=${text}: not a URL; write endpoint=http://127.0.0.1:4566`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TargetUsageError(`--target endpoint=${text}: an endpoint begins with http:// or https://`);
  }
  if (/amazonaws\.com/i.test(url.hostname)) {
    throw new GuardRefused(
      `refused: ${url.hostname} is AWS itself, and target endpoint is for emulators only`,
    );
  }
  return { kind: "endpoint", name, url };
}
