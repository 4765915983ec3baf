// Room provision: one resource of the system on its way up: its kind, its read-back, and what counts as a definite no.
import type { Clients } from "../target/clients.ts";
import type { JournalWriter } from "../journal/writer.ts";
import { TargetUnavailable } from "../target/errors.ts";
import { type JsonObject, type Resource, type Template, TemplateError } from "../template/template.ts";
import { queueKind, queuePolicyKind } from "./queue.ts";
import type { Made, ResourceKind } from "./resource.ts";
import { subscriptionKind, topicKind } from "./topic.ts";

/** By type. A service that only some systems use is loaded with the first of its kinds: an SDK client takes a tenth of a second. */
const KINDS: ReadonlyMap<string, () => ResourceKind | Promise<ResourceKind>> = new Map<
  string,
  () => ResourceKind | Promise<ResourceKind>
>([
  ...[topicKind, queueKind, queuePolicyKind, subscriptionKind].map(
    (kind) => [kind.type, () => kind] as const,
  ),
  ["AWS::DynamoDB::Table", async () => (await import("./table.ts")).tableKind],
  ["AWS::IAM::Role", async () => (await import("./role.ts")).roleKind],
  ["AWS::Lambda::Function", async () => (await import("./lambda.ts")).functionKind],
  ["AWS::Lambda::EventSourceMapping", async () => (await import("./lambda.ts")).mappingKind],
  ["AWS::Lambda::Permission", async () => (await import("./lambda.ts")).permissionKind],
]);

export interface ProvisionOptions {
  readonly clients: Clients;
  readonly journal: JournalWriter;
  /** Every physical name begins with it. */
  readonly prefix: string;
  readonly region: string;
  readonly account: string;
  readonly tags: Readonly<Record<string, string>>;
  /** By CreateStack; else by the services' own calls. */
  readonly byStack: boolean;
}

export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly kind: ResourceKind;
  readonly properties: JsonObject;
  readonly made: Made;
  /** Made beside the stack, which does not take it with it. */
  readonly isApart?: true;
}

export interface Part {
  readonly resource: Resource;
  readonly kind: ResourceKind;
}

/** What makes this type of resource; a type or a property that nothing here makes is an error, never ignored. */
export async function kindOf(
  { id, type, line, properties }: Resource,
  template: Template,
): Promise<ResourceKind> {
  const kind = await KINDS.get(type)?.();
  if (kind === undefined)
    throw new TemplateError(template.file, line, `${id}: type ${type} cannot be provisioned yet`);
  const strange = Object.keys(properties).filter((name) => !kind.properties.includes(name));
  if (strange.length > 0)
    throw new TemplateError(
      template.file,
      line,
      `${id}: property ${strange.join(", ")} of ${type} is not supported`,
    );
  return kind;
}

export async function readBack(
  id: string,
  kind: ResourceKind,
  made: Made,
  properties: JsonObject,
  clients: Clients,
): Promise<void> {
  const differences = await kind.differences(made, properties, clients);
  if (differences.length > 0) throw new TargetUnavailable(`${id}: ${differences.join("; ")}`);
}

/** A 4xx that says what is wrong with the description; throttling, quota and rights are reasons of the target's own. */
export function isDefiniteNo(error: unknown): error is Error & { code: string } {
  if (!(error instanceof Error) || !("$metadata" in error)) return false;
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
  if (httpStatusCode === undefined || httpStatusCode < 400 || httpStatusCode >= 500) return false;
  if (!isDefiniteReason(error.name)) return false;
  Object.assign(error, { code: error.name });
  return true;
}

export function isDefiniteReason(words: string): boolean {
  return !/Throttl|LimitExceeded|OverLimit|AccessDenied|Unauthorized|ExpiredToken|InvalidClientTokenId/i.test(
    words,
  );
}
