// Room simulator/cloudformation: what a caller asks a stack to be: its template read, checked and given its parameters, before anything is
// made. Everything that is wrong with a template is said here, in AWS's words with the place after them.
import { checkTemplate } from "../../template/check.ts";
import { type Document, DocumentError, readDocument } from "../../template/document.ts";
import { type Instance, instantiate, type PseudoParameters, section } from "../../template/instance.ts";
import { isObject, type JsonObject } from "../../template/json.ts";
import { LanguageError } from "../../template/language-error.ts";
import { bindParameters, type GivenParameter, type Parameters } from "../../template/parameters.ts";
import { referencesOf } from "../../template/references.ts";
import { IntrinsicError } from "../../template/resolve.ts";
import type { Resource } from "../../template/template.ts";
import { insufficientCapabilities, notModelled, validation } from "./errors.ts";
import { isTypeOfAws, resourceTypes } from "./resources/index.ts";
import { refusedIn } from "./resources/validate.ts";
import type { Settings, Stack } from "./state.ts";

/** A template's text as CloudFormation understands it. */
export interface Opened {
  readonly raw: JsonObject;
  readonly lineOf: Document["lineOf"];
}

/** Templates are read again and again while a stack is worked on. */
const MAX_KEPT = 32;
const kept = new Map<string, Opened>();

/** Throws AwsError in AWS's words. */
export function openTemplate(body: string): Opened {
  const standing = kept.get(body);
  if (standing !== undefined) return standing;
  const opened = located(() => {
    const { value, lineOf } = readDocument(body);
    return { raw: checkTemplate(value, lineOf), lineOf };
  });
  checkTypes(opened);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(body, opened);
  return opened;
}

/** Runs what may find a template wrong, and says so as CloudFormation does. */
export function located<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof LanguageError)
      throw error.isNotModelled ? notModelled(error.located) : validation(error.located);
    if (error instanceof DocumentError) throw validation(documentWords(error));
    if (error instanceof IntrinsicError)
      throw validation(
        error.message.startsWith("Template error") ? error.message : `Template error: ${error.message}`,
      );
    throw error;
  }
}

function documentWords({ kind, line, column, message }: DocumentError): string {
  if (kind === "alias") return `Template error: ${message} (line ${line})`;
  return `Template format error: ${kind.toUpperCase()} not well-formed. (line ${line}, column ${column}) ${message}`;
}

function checkTypes({ raw, lineOf }: Opened): void {
  const unknown: string[] = [];
  let place = "";
  for (const [id, resource] of Object.entries(section(raw, "Resources"))) {
    const type = isObject(resource) ? String(resource.Type) : "";
    if (resourceTypes.has(type)) continue;
    const at = `${id}, line ${lineOf(["Resources", id])}`;
    if (isTypeOfAws(type)) throw notModelled(`resource type ${type} (${at})`);
    unknown.push(type);
    place ||= at;
  }
  if (unknown.length > 0)
    throw validation(
      `Template format error: Unrecognized resource types: [${[...new Set(unknown)].join(", ")}] (${place})`,
    );
  for (const [id, resource] of Object.entries(section(raw, "Resources")))
    if (isObject(resource)) checkResource(id, resource, { raw, lineOf });
  for (const [key, output] of Object.entries(section(raw, "Outputs")))
    checkAttributes(output as JsonObject, raw, `${key}, line ${lineOf(["Outputs", key])}`);
}

function checkResource(id: string, resource: JsonObject, { raw, lineOf }: Opened): void {
  const place = `${id}, line ${lineOf(["Resources", id])}`;
  const type = resourceTypes.get(String(resource.Type));
  const properties = isObject(resource.Properties) ? resource.Properties : {};
  const [refused] = type === undefined ? [] : refusedIn(properties, type.properties);
  if (refused !== undefined) throw notModelled(`property ${refused} of ${String(resource.Type)} (${place})`);
  if (resource.DeletionPolicy === "Snapshot" || resource.UpdateReplacePolicy === "Snapshot")
    throw validation(
      `Template error: resource type ${String(resource.Type)} does not support deletion policy Snapshot (${place})`,
    );
  checkAttributes(properties, raw, place);
}

/** GetAtt of an attribute that the type does not have. */
function checkAttributes(value: JsonObject, raw: JsonObject, place: string): void {
  for (const { id, attribute } of referencesOf(value)) {
    if (attribute === undefined || attribute === "") continue;
    const resource = section(raw, "Resources")[id];
    const type = isObject(resource) ? resourceTypes.get(String(resource.Type)) : undefined;
    if (type !== undefined && !type.attributes.includes(attribute))
      throw validation(
        `Template error: resource ${id} does not support attribute type ${attribute} in Fn::GetAtt (${place})`,
      );
  }
}

/** The parameters of a template that a caller gave values for. */
export function bind(
  { raw, lineOf }: Opened,
  given: readonly GivenParameter[],
  previous: ReadonlyMap<string, string>,
): Parameters {
  return located(() =>
    bindParameters(section(raw, "Parameters"), given, previous, (name) => lineOf(["Parameters", name])),
  );
}

export type Identity = Pick<Stack, "id" | "name" | "region" | "account">;

export function pseudoParameters({ id, name, region, account }: Identity): PseudoParameters {
  const partition = partitionOf(region);
  return {
    "AWS::AccountId": account,
    "AWS::NotificationARNs": [],
    "AWS::Partition": partition,
    "AWS::Region": region,
    "AWS::StackId": id,
    "AWS::StackName": name,
    "AWS::URLSuffix": partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
  };
}

export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** What stands in a stack of these settings. */
export function instanceOf(settings: Pick<Settings, "body" | "parameters">, identity: Identity): Instance {
  const opened = openTemplate(settings.body);
  const given = settings.parameters.map(([key, value]) => ({ key, value }));
  const parameters = bind(opened, given, new Map());
  return located(() => instantiate(opened.raw, parameters, pseudoParameters(identity), opened.lineOf));
}

/** Rights are granted knowingly (User Guide, Acknowledging IAM resources). */
export function checkCapabilities(resources: Iterable<Resource>, capabilities: readonly string[]): void {
  const needed = capabilityNeeded(resources);
  if (needed === undefined || capabilities.includes("CAPABILITY_NAMED_IAM")) return;
  if (needed === "CAPABILITY_NAMED_IAM" || !capabilities.includes("CAPABILITY_IAM"))
    throw insufficientCapabilities(needed);
}

export function capabilityNeeded(
  resources: Iterable<Resource>,
): "CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | undefined {
  let needed: "CAPABILITY_IAM" | undefined;
  for (const { type, properties } of resources) {
    const { isIam = false, naming } = resourceTypes.get(type) ?? {};
    if (!isIam) continue;
    if (naming !== undefined && properties[naming] !== undefined) return "CAPABILITY_NAMED_IAM";
    needed = "CAPABILITY_IAM";
  }
  return needed;
}
