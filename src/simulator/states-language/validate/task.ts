// Room states-language, validation: a Task's Resource, and what its integration must be given.
import type { QueryLanguage } from "../definition.ts";
import { integrationOf } from "../integrations/resource.ts";
import { isObject, type JsonObject, member, textOf } from "../json.ts";
import { NO_SYNC, NO_TOKEN, REQUIRED_ARGUMENTS } from "./fields.ts";
import { type Report, schema } from "./issue.ts";

interface Around {
  readonly express: boolean;
  readonly language: QueryLanguage;
}

export function checkTask(state: JsonObject, place: string, around: Around, report: Report): void {
  const resource = member(state, "Resource");
  if (resource === undefined) return report(schema("These fields are required: [Resource]", place));
  if (typeof resource !== "string")
    return report(schema("Expected value of type [STRING]", `${place}/Resource`));
  checkResource(resource, `${place}/Resource`, around, report);
  checkArguments(state, resource, place, around, report);
  checkCredentials(state, place, report);
}

/** An account in an ARN has twelve digits (SFN-39). */
function isArn(text: string): boolean {
  const [arn, partition, service, region, account, ...rest] = text.split(":");
  const isAccount = account === "" || /^\d{12}$/.test(account ?? "");
  return (
    arn === "arn" &&
    [partition, service, region, account].every((part) => part !== undefined) &&
    isAccount &&
    rest.length > 0
  );
}

function checkResource(resource: string, place: string, around: Around, report: Report): void {
  if (!isArn(resource)) return report(schema("Value is not a valid resource ARN", place));
  const integration = integrationOf(resource);
  if (integration === undefined) return report(unrecognized(resource, place));
  if (integration.kind === "activity" && around.express) {
    return report(schema("Express state machine does not support Activity ARN", place));
  }
  if (integration.kind !== "service" || integration.pattern === "requestResponse") return;
  const { service, sdk, pattern } = integration;
  if (around.express) {
    const suffix = pattern === "waitForTaskToken" ? ".waitForTaskToken" : ".sync";
    report(schema(`Express state machine does not support '${suffix}' service integration`, place));
  }
  const isSync = pattern !== "waitForTaskToken";
  const isOffered = isSync
    ? !sdk && !NO_SYNC.has(service) && (pattern === "sync" || service === "states")
    : sdk || !NO_TOKEN.has(service);
  if (!isOffered) report(unrecognized(resource, place));
}

function unrecognized(resource: string, place: string) {
  const message = `The resource provided ${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
  return schema(message, place);
}

function checkArguments(
  state: JsonObject,
  resource: string,
  place: string,
  around: Around,
  report: Report,
): void {
  const integration = integrationOf(resource);
  if (integration?.kind !== "service") return;
  const field = around.language === "JSONata" ? "Arguments" : "Parameters";
  const given = member(state, field);
  if (given === undefined)
    return report(schema(`${field} field is required for resource ARN: ${resource}`, place));
  if (!isObject(given) || integration.sdk) return;
  for (const needed of REQUIRED_ARGUMENTS.get(`${integration.service}:${integration.action}`) ?? []) {
    if (member(given, needed) !== undefined || member(given, `${needed}.$`) !== undefined) continue;
    report(schema(`The field '${needed}' is required but was missing`, `${place}/${field}`));
  }
}

function checkCredentials(state: JsonObject, place: string, report: Report): void {
  const credentials = member(state, "Credentials");
  if (credentials === undefined) return;
  const has =
    isObject(credentials) &&
    (textOf(credentials, "RoleArn") ?? textOf(credentials, "RoleArn.$")) !== undefined;
  if (!has) report(schema("The field 'RoleArn' is required but was missing", `${place}/Credentials`));
}
