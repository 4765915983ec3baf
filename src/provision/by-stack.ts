// Room provision: the whole system by one CreateStack, each of its resources read back as if it had been made by calls.
import { TargetUnavailable } from "../target/errors.ts";
import { resolve, type Scope } from "../template/resolve.ts";
import type { JsonObject, Resource, Template } from "../template/template.ts";
import { isDefiniteReason, type Part, type ProvisionOptions, readBack, type Standing } from "./part.ts";
import { SystemRefused } from "./resource.ts";
import { createStack, STACK_TYPE, type StackFailure } from "./stack.ts";

interface Intent extends Part {
  readonly name: string;
  readonly seq: number;
}

/** The stack's intent comes first, so that a sweep finds it whatever it had made. */
export async function upByStack(
  parts: readonly Part[],
  template: Template,
  options: ProvisionOptions,
  scope: Scope,
  standing: Standing[],
): Promise<void> {
  const { journal, clients, prefix, tags } = options;
  const stack = { type: STACK_TYPE, name: prefix };
  const cause = journal.append({ kind: "resource.intended", actor: "runner", data: stack });
  const intents = parts.map((part) => intend(part, options, scope));
  const answer = await createStack(prefix, template, clients, tags);
  if (!isResources(answer)) throw refusal(answer, intents, options);
  for (const intent of intents) standing.push(await adopt(intent, answer, options, scope));
  journal.append({ kind: "resource.created", actor: "runner", cause, data: stack });
}

function isResources(
  answer: ReadonlyMap<string, string> | StackFailure,
): answer is ReadonlyMap<string, string> {
  return !("reason" in answer);
}

function intend({ resource, kind }: Part, { journal, prefix }: ProvisionOptions, scope: Scope): Intent {
  const { id, type } = resource;
  const name = kind.nameOf(id, namingOf(resource, scope), prefix);
  const seq = journal.append({ kind: "resource.intended", actor: "runner", hop: id, data: { type, name } });
  return { resource, kind, name, seq };
}

const NAMING = ["QueueName", "TopicName", "FifoQueue", "TableName", "RoleName"];

/** The properties that name a resource: they refer to nothing that is yet to be made. */
function namingOf({ type, properties }: Resource, scope: Scope): JsonObject {
  // A mapping's FunctionName names another resource.
  const names = type === "AWS::Lambda::Function" ? ["FunctionName"] : NAMING;
  const naming = names.filter((key) => properties[key] !== undefined);
  return Object.fromEntries(naming.map((key) => [key, resolve(properties[key] ?? null, scope)]));
}

function refusal(
  { logicalId, reason }: StackFailure,
  intents: readonly Intent[],
  { journal, prefix }: ProvisionOptions,
): Error {
  const intent = intents.find((one) => one.resource.id === logicalId);
  if (intent === undefined || !isDefiniteReason(reason))
    return new TargetUnavailable(`stack ${prefix} did not come up: ${logicalId}: ${reason}`);
  const { name, seq: cause, resource } = intent;
  const data = { type: resource.type, name, code: "CREATE_FAILED", message: reason };
  journal.append({ kind: "resource.refused", actor: "runner", hop: logicalId, cause, data });
  return new SystemRefused(logicalId, "CREATE_FAILED", reason);
}

async function adopt(
  { resource, kind, name, seq: cause }: Intent,
  physicalIds: ReadonlyMap<string, string>,
  { journal, clients, prefix }: ProvisionOptions,
  scope: Scope,
): Promise<Standing> {
  const { id, type } = resource;
  const physicalId = physicalIds.get(id);
  if (physicalId === undefined) throw new TargetUnavailable(`stack ${prefix} names no ${id}`);
  const made = await kind.adopt(physicalId, name, clients);
  const properties = resolve(resource.properties, scope) as JsonObject;
  await readBack(id, kind, made, properties, clients);
  journal.append({ kind: "resource.created", actor: "runner", hop: id, cause, data: { type, name } });
  return { id, name, kind, properties, made };
}
