// Room provision: one resource of the system on its way up: its kind, its read-back, and what counts as a definite no.
import type { Control } from "../target/clients.ts";
import type { JournalWriter } from "../journal/writer.ts";
import { TargetUnavailable } from "../target/errors.ts";
import { type JsonObject, type Resource, type Template, TemplateError } from "../template/template.ts";
import { bucketKind } from "./bucket.ts";
import { queueKind, queuePolicyKind } from "./queue.ts";
import type { Made, ResourceKind } from "./resource.ts";
import { subscriptionKind, topicKind } from "./topic.ts";

/** By type. A service that only some systems use is loaded with the first of its kinds: an SDK client takes a tenth of a second. */
const KINDS: ReadonlyMap<string, () => ResourceKind | Promise<ResourceKind>> = new Map<
  string,
  () => ResourceKind | Promise<ResourceKind>
>([
  ...[topicKind, queueKind, queuePolicyKind, subscriptionKind, bucketKind].map(
    (kind) => [kind.type, () => kind] as const,
  ),
  ["AWS::DynamoDB::Table", async () => (await import("./table.ts")).tableKind],
  ["AWS::IAM::Role", async () => (await import("./role.ts")).roleKind],
  ["AWS::Lambda::Function", async () => (await import("./lambda.ts")).functionKind],
  ["AWS::Lambda::EventSourceMapping", async () => (await import("./lambda.ts")).mappingKind],
  ["AWS::Lambda::Permission", async () => (await import("./lambda.ts")).permissionKind],
]);

export interface ProvisionOptions {
  readonly clients: Control;
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
  /** As its intent has it. */
  readonly name: string;
  /** As the target calls it: a stack names what its template does not. */
  readonly physical: string;
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

/**
 * What makes this type of resource. By calls, a type or a property that nothing here makes is an error, never ignored; a stack is
 * the target's to make, and the target's to refuse.
 */
export async function kindOf(
  { id, type, line, properties }: Resource,
  template: Template,
  byStack: boolean,
): Promise<ResourceKind> {
  const kind = await KINDS.get(type)?.();
  if (byStack) return kind ?? stackOnly(type);
  if (kind === undefined)
    throw new TemplateError(template.file, line, `${id}: type ${type} cannot be provisioned by calls`);
  const strange = Object.keys(properties).filter((name) => !kind.properties.includes(name));
  if (strange.length > 0)
    throw new TemplateError(
      template.file,
      line,
      `${id}: property ${strange.join(", ")} of ${type} is not supported by calls`,
    );
  return kind;
}

/** A resource that only its stack makes and deletes. */
function stackOnly(type: string): ResourceKind {
  const never = async () => {
    throw new TargetUnavailable(`${type} cannot be provisioned by calls`);
  };
  return {
    type,
    properties: [],
    nameOf: (id, _properties, prefix) => `${prefix}-${id}`,
    create: never,
    adopt: async (physicalId) => ({ ref: physicalId, attributes: {} }),
    differences: async () => [],
    remove: never,
    exists: async () => false,
  };
}

export async function readBack(
  id: string,
  kind: ResourceKind,
  made: Made,
  properties: JsonObject,
  clients: Control,
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

/** Of an error's name, or of a stack's event, which has the service's status in its words. */
export function isDefiniteReason(words: string): boolean {
  return !/Throttl|LimitExceeded|OverLimit|AccessDenied|Unauthorized|ExpiredToken|InvalidClientTokenId|NotImplemented|Status Code: 5\d\d/i.test(
    words,
  );
}

/** What the target failed at for reasons of its own, with the logical id; a bug of ours stays what it is. */
export function asTargets(what: string, error: unknown): unknown {
  if (!(error instanceof Error) || "exitCode" in error) return error;
  const isAnswer = "$metadata" in error || ("code" in error && /^E[A-Z]+/.test(String(error.code)));
  if (!isAnswer) return error;
  return new TargetUnavailable(`${what}: ${error.name}: ${error.message}`, { cause: error });
}
