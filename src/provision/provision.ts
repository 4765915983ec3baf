// Room provision: the system up and down by the services' own calls. The intent is on disk before each create; what was created
// is read back; teardown deletes in reverse and looks until it is gone.
import type { JournalWriter } from "../journal/writer.ts";
import { TargetUnavailable } from "../target/errors.ts";
import type { Clients } from "../target/clients.ts";
import { creationOrder } from "../template/creation-order.ts";
import { resolve, type Scope } from "../template/resolve.ts";
import {
  type Json,
  type JsonObject,
  type Resource,
  type Template,
  TemplateError,
} from "../template/template.ts";
import { queueKind, queuePolicyKind } from "./queue.ts";
import { type Made, type ResourceKind, SystemRefused } from "./resource.ts";
import { subscriptionKind, topicKind } from "./topic.ts";

const KINDS: ReadonlyMap<string, ResourceKind> = new Map(
  [topicKind, queueKind, queuePolicyKind, subscriptionKind].map((kind) => [kind.type, kind]),
);

/** A deleted resource is gone from a local target's listings at once; SQS on AWS takes up to 60 s (SQS-27). */
const GONE_LIMIT_MS = 10_000;
const GONE_POLL_MS = 100;

export interface ProvisionOptions {
  readonly clients: Clients;
  readonly journal: JournalWriter;
  /** Every physical name begins with it. */
  readonly prefix: string;
  readonly region: string;
  readonly account: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Provisioned {
  /** What Ref gives: a queue's URL, a topic's ARN. */
  refOf(hop: string): string;
  /** The value with every intrinsic resolved. */
  resolve(value: Json): Json;
  /** The logical id behind a queue URL, a queue or topic ARN, or a name. */
  logicalIdOf(physical: string): string | undefined;
  /** Deletes everything that was made; names what is still there. */
  teardown(): Promise<{ readonly left: readonly string[] }>;
}

interface Standing {
  readonly id: string;
  readonly name: string;
  readonly kind: ResourceKind;
  readonly properties: JsonObject;
  readonly made: Made;
}

/** Starts with nothing; `up` makes the system, and `teardown` undoes as much of it as was made. */
export function openProvision(
  template: Template,
  options: ProvisionOptions,
): Provisioned & { up(): Promise<void> } {
  const standing: Standing[] = [];
  const scope = scopeOf(template, options, standing);
  return {
    async up() {
      for (const id of creationOrder(template)) {
        const resource = template.resources.get(id);
        if (resource !== undefined) standing.push(await make(resource, template, options, scope));
      }
    },
    refOf: (hop) => {
      const found = standing.find((one) => one.id === hop);
      if (found === undefined) throw new TemplateError(template.file, 0, `the system has no ${hop}`);
      return found.made.ref;
    },
    resolve: (value) => resolve(value, scope),
    logicalIdOf: (physical) => logicalIdOf(physical, standing),
    teardown: () => takeDown(standing, options),
  };
}

function scopeOf(template: Template, options: ProvisionOptions, standing: readonly Standing[]): Scope {
  const pseudo: Record<string, string> = {
    Prefix: options.prefix,
    "AWS::Region": options.region,
    "AWS::AccountId": options.account,
    "AWS::Partition": "aws",
    "AWS::StackName": options.prefix,
  };
  const parameters = (template.raw.Parameters ?? {}) as Record<string, JsonObject | undefined>;
  return {
    ref: (id) => standing.find((one) => one.id === id)?.made.ref ?? pseudo[id] ?? parameters[id]?.Default,
    getAtt: (id, attribute) => standing.find((one) => one.id === id)?.made.attributes[attribute],
  };
}

async function make(
  resource: Resource,
  template: Template,
  options: ProvisionOptions,
  scope: Scope,
): Promise<Standing> {
  const kind = KINDS.get(resource.type);
  const { id, type, line } = resource;
  if (kind === undefined)
    throw new TemplateError(template.file, line, `${id}: type ${type} cannot be provisioned yet`);
  const strange = Object.keys(resource.properties).filter((name) => !kind.properties.includes(name));
  if (strange.length > 0)
    throw new TemplateError(
      template.file,
      line,
      `${id}: property ${strange.join(", ")} of ${type} is not supported`,
    );
  const properties = resolve(resource.properties, scope) as JsonObject;
  const name = kind.nameOf(id, properties, options.prefix);
  const { journal, clients } = options;
  const cause = journal.append({ kind: "resource.intended", actor: "runner", hop: id, data: { type, name } });
  try {
    const made = await kind.create(name, properties, clients, options.tags);
    const differences = await kind.differences(made, properties, clients);
    if (differences.length > 0) throw new TargetUnavailable(`${id}: ${differences.join("; ")}`);
    journal.append({ kind: "resource.created", actor: "runner", hop: id, cause, data: { type, name } });
    return { id, name, kind, properties, made };
  } catch (error) {
    if (!isDefiniteNo(error)) throw error;
    const { code, message } = error;
    journal.append({
      kind: "resource.refused",
      actor: "runner",
      hop: id,
      cause,
      data: { type, name, code, message },
    });
    throw new SystemRefused(id, code, message);
  }
}

/** A 4xx that says what is wrong with the description; throttling, quota and rights are reasons of the target's own. */
function isDefiniteNo(error: unknown): error is Error & { code: string } {
  if (!(error instanceof Error) || !("$metadata" in error)) return false;
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
  if (httpStatusCode === undefined || httpStatusCode < 400 || httpStatusCode >= 500) return false;
  if (
    /Throttl|LimitExceeded|OverLimit|AccessDenied|Unauthorized|ExpiredToken|InvalidClientTokenId/i.test(
      error.name,
    )
  )
    return false;
  Object.assign(error, { code: error.name });
  return true;
}

function logicalIdOf(physical: string, standing: readonly Standing[]): string | undefined {
  const tail = physical.slice(Math.max(physical.lastIndexOf("/"), physical.lastIndexOf(":")) + 1);
  return standing.find((one) => one.name === tail || one.made.ref === physical)?.id;
}

async function takeDown(
  standing: Standing[],
  options: ProvisionOptions,
): Promise<{ left: readonly string[] }> {
  const left: string[] = [];
  for (let one = standing.pop(); one !== undefined; one = standing.pop()) {
    const gone = await removeOne(one, options).catch(() => false);
    if (!gone) left.push(one.name);
    else
      options.journal.append({
        kind: "resource.deleted",
        actor: "runner",
        hop: one.id,
        data: { type: one.kind.type, name: one.name },
      });
  }
  return { left };
}

async function removeOne(
  { kind, made, properties }: Standing,
  { clients }: ProvisionOptions,
): Promise<boolean> {
  await kind.remove(made, properties, clients);
  const deadlineMs = performance.now() + GONE_LIMIT_MS;
  while (await kind.exists(made, properties, clients)) {
    if (performance.now() > deadlineMs) return false;
    await new Promise((resolveLater) => setTimeout(resolveLater, GONE_POLL_MS));
  }
  return true;
}
