// Room provision: the system up and down, by one stack where the target's CreateStack brings every property, else by the services'
// own calls. The intent is on disk before each create; what was created is read back; teardown deletes in reverse and looks until gone.
import { creationOrder } from "../template/creation-order.ts";
import { resolve, type Scope } from "../template/resolve.ts";
import { type Json, type JsonObject, type Template, TemplateError } from "../template/template.ts";
import { make } from "./by-calls.ts";
import { kindOf, type ProvisionOptions, type Standing } from "./part.ts";
import { STACK_TYPE } from "./stack-type.ts";
import { isGone } from "./until.ts";

export interface StandingName {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

export interface Provisioned {
  /** What Ref gives: a queue's URL, a topic's ARN. */
  refOf(hop: string): string;
  /** The value with every intrinsic resolved. */
  resolve(value: Json): Json;
  /** The logical id behind a queue URL, a queue or topic ARN, or a name. */
  logicalIdOf(physical: string): string | undefined;
  /** What stands, as the target calls it. */
  list(): readonly StandingName[];
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
      const parts = await Promise.all(
        resources.map(async (resource) => ({
          resource,
          kind: await kindOf(resource, template, options.byStack),
        })),
      );
      if (options.byStack) {
        const { upByStack } = await import("./by-stack.ts");
        return upByStack(parts, template, options, scope, standing);
      }
      for (const part of parts) standing.push(await make(part, options, scope, standing));
      return undefined;
    },
    refOf: (hop) => {
      const found = standing.find((one) => one.id === hop);
      if (found === undefined) throw new TemplateError(template.file, 0, `the system has no ${hop}`);
      return found.made.ref;
    },
    resolve: (value) => resolve(value, scope),
    logicalIdOf: (physical) => logicalIdOf(physical, standing),
    list: () =>
      standing
        .filter(({ isApart }) => isApart !== true)
        .map(({ id, kind, physical }) => ({ id, type: kind.type, name: physical })),
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
  return standing.find((one) => one.physical === tail || one.made.ref === physical)?.id;
}

/** Deletes in reverse, then looks until each is gone: a target that is slow to forget is slow once, not once a resource. */
async function takeDown(
  standing: Standing[],
  options: ProvisionOptions,
): Promise<{ left: readonly string[] }> {
  const { byStack, prefix, clients, journal } = options;
  const stackIsGone = !byStack || (await (await import("./stack.ts")).deleteStack(prefix, clients));
  const ends: Promise<string | undefined>[] = [];
  for (let one = standing.pop(); one !== undefined; one = standing.pop()) {
    const { made, kind, properties, isApart } = one;
    const removal = byStack && isApart !== true ? undefined : kind.remove(made, properties, clients);
    const isRemoved = await Promise.resolve(removal).then(
      () => true,
      () => false,
    );
    ends.push(isRemoved ? leftOf(one, options) : Promise.resolve(one.name));
  }
  const left = (await Promise.all(ends)).filter((name) => name !== undefined);
  if (!stackIsGone) left.push(prefix);
  else if (byStack)
    journal.append({ kind: "resource.deleted", actor: "runner", data: { type: STACK_TYPE, name: prefix } });
  return { left };
}

/** Looks until it is gone; its name when it is still there at the limit. */
async function leftOf(
  { id, name, kind, made, properties }: Standing,
  { clients, journal }: ProvisionOptions,
): Promise<string | undefined> {
  if (!(await isGone(() => kind.exists(made, properties, clients)))) return name;
  journal.append({ kind: "resource.deleted", actor: "runner", hop: id, data: { type: kind.type, name } });
  return undefined;
}
