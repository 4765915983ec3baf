// Room provision: the system up and down, by one stack where the target's CreateStack brings every property, else by the services'
// own calls. The intent is on disk before each create; what was created is read back; teardown deletes in reverse and looks until gone.
import { creationOrder } from "../template/creation-order.ts";
import { resolve, type Scope } from "../template/resolve.ts";
import { type Json, type JsonObject, type Template, TemplateError } from "../template/template.ts";
import { make } from "./by-calls.ts";
import { upByStack } from "./by-stack.ts";
import { kindOf, type ProvisionOptions, type Standing } from "./part.ts";
import { deleteStack, STACK_TYPE } from "./stack.ts";

/** A deleted resource is gone from a local target's listings at once; SQS on AWS takes up to 60 s (SQS-27). */
const GONE_LIMIT_MS = 10_000;
const GONE_POLL_MS = 100;

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

/** Starts with nothing; `up` makes the system, and `teardown` undoes as much of it as was made. */
export function openProvision(
  template: Template,
  options: ProvisionOptions,
): Provisioned & { up(): Promise<void> } {
  const standing: Standing[] = [];
  const scope = scopeOf(template, options, standing);
  return {
    async up() {
      const resources = creationOrder(template).flatMap((id) => template.resources.get(id) ?? []);
      const parts = resources.map((resource) => ({ resource, kind: kindOf(resource, template) }));
      if (options.byStack) return upByStack(parts, template, options, scope, standing);
      for (const part of parts) standing.push(await make(part, options, scope));
      return undefined;
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

function logicalIdOf(physical: string, standing: readonly Standing[]): string | undefined {
  const tail = physical.slice(Math.max(physical.lastIndexOf("/"), physical.lastIndexOf(":")) + 1);
  return standing.find((one) => one.name === tail || one.made.ref === physical)?.id;
}

async function takeDown(
  standing: Standing[],
  options: ProvisionOptions,
): Promise<{ left: readonly string[] }> {
  const left: string[] = [];
  if (options.byStack && !(await deleteStack(options.prefix, options.clients))) left.push(options.prefix);
  for (let one = standing.pop(); one !== undefined; one = standing.pop()) {
    const gone = await removeOne(one, options).catch(() => false);
    const { id, name, kind } = one;
    const data = { type: kind.type, name };
    if (!gone) left.push(name);
    else options.journal.append({ kind: "resource.deleted", actor: "runner", hop: id, data });
  }
  if (options.byStack && left.length === 0)
    options.journal.append({
      kind: "resource.deleted",
      actor: "runner",
      data: { type: STACK_TYPE, name: options.prefix },
    });
  return { left };
}

async function removeOne(
  { kind, made, properties }: Standing,
  { clients, byStack }: ProvisionOptions,
): Promise<boolean> {
  if (!byStack) await kind.remove(made, properties, clients);
  const deadlineMs = performance.now() + GONE_LIMIT_MS;
  while (await kind.exists(made, properties, clients)) {
    if (performance.now() > deadlineMs) return false;
    await new Promise((resolveLater) => setTimeout(resolveLater, GONE_POLL_MS));
  }
  return true;
}
