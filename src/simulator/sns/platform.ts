// Room simulator/sns: push applications and the devices registered with them: what may be said of each, in AWS's words. No push service
// is called: a message to a device goes into the outbox.
import type { Call } from "./action.ts";
import { arnOf, partitionOf, readArn } from "./arn.ts";
import { invalidParameter, missingMember, notFound } from "./errors.ts";
import type { Named } from "./events.ts";
import type { PlatformApplication, PlatformEndpoint, SnsState } from "./state.ts";

const PLATFORMS = new Set([
  "ADM",
  "APNS",
  "APNS_SANDBOX",
  "APNS_VOIP",
  "APNS_VOIP_SANDBOX",
  "BAIDU",
  "GCM",
  "MACOS",
  "MACOS_SANDBOX",
  "MPNS",
  "WNS",
]);
/** GCM alone knows its callers by one key. */
const WITHOUT_PRINCIPAL = new Set(["GCM"]);
const MAX_NAME_CHARACTERS = 256;
const MAX_USER_DATA_BYTES = 2_048;
const CREDENTIALS = new Set(["PlatformPrincipal", "PlatformCredential"]);
const ENDPOINT_ATTRIBUTES = new Set(["CustomUserData", "Enabled", "Token"]);

export function checkApplicationName(name: string): void {
  if (name === "") throw invalidParameter("", "cannot be empty");
  if (name.length > MAX_NAME_CHARACTERS) throw invalidParameter(name, "must be at most 256 characters long");
  if (!/^[\w.-]+$/.test(name))
    throw invalidParameter(name, "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'");
}

export function checkPlatform(platform: string): void {
  if (!PLATFORMS.has(platform)) throw invalidParameter("Platform", `${platform} is not supported`);
}

/** Principal and credential come together; neither is ever shown again, so neither is kept. */
export function applicationAttributes(platform: string, given: Named | undefined): Named {
  if (given === undefined) throw missingMember("attributes");
  const { PlatformPrincipal: principal, PlatformCredential: credential } = given;
  if (principal !== undefined && credential === undefined)
    throw invalidParameter("Attributes", "PlatformPrincipal attribute provided without PlatformCredential");
  if (credential !== undefined && principal === undefined && !WITHOUT_PRINCIPAL.has(platform))
    throw invalidParameter("Attributes", "PlatformCredential attribute provided without PlatformPrincipal");
  return Object.fromEntries(Object.entries(given).filter(([name]) => !CREDENTIALS.has(name)));
}

export function endpointAttributes(given: Named): Named {
  const odd = Object.keys(given).find((name) => !ENDPOINT_ATTRIBUTES.has(name));
  if (odd !== undefined) throw invalidParameter("Attributes", `Invalid attribute name: ${odd}`);
  if (Buffer.byteLength(given["CustomUserData"] ?? "") > MAX_USER_DATA_BYTES)
    throw invalidParameter(
      "Attributes",
      "Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 encoding",
    );
  return given;
}

export const applicationArn = (platform: string, name: string, { region, account }: Call): string =>
  `arn:${partitionOf(region)}:sns:${region}:${account}:app/${platform}/${name}`;

export function findApplication(state: SnsState, arn: string | undefined): PlatformApplication {
  const found = state.applications.get(readPlatformArn(arn, "PlatformApplicationArn", "app", 3));
  if (found === undefined) throw notFound("PlatformApplication");
  return found;
}

export function findEndpoint(state: SnsState, arn: string | undefined): PlatformEndpoint {
  const found = state.endpoints.get(readPlatformArn(arn, "EndpointArn", "endpoint", 4));
  if (found === undefined) throw notFound("Endpoint");
  return found;
}

/** `app/GCM/name` or `endpoint/GCM/name/id`: as many parts as its kind has. */
export function readPlatformArn(arn: string | undefined, what: string, kind: string, parts: number): string {
  const { resource } = readArn(arn, what);
  if (resource.split("/").length !== parts)
    throw invalidParameter(what, "Wrong number of slashes in relative portion of the ARN.");
  if (!resource.startsWith(`${kind}/`)) throw invalidParameter(what);
  return arn ?? "";
}

/** `PLATFORM` of either ARN: the key that MessageStructure json has for it. */
export const platformOf = (arn: string): string => (arnOf(arn)?.resource ?? "").split("/")[1] ?? "";
