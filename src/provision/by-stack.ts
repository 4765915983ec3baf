// Room provision: the whole system by one CreateStack, each of its resources read back as if it had been made by calls.
import { TargetUnavailable } from "../target/errors.ts";
import { IntrinsicError, resolve, type Scope } from "../template/resolve.ts";
import type { Json, JsonObject, Resource, Template } from "../template/template.ts";
import { packageTemplate } from "./code-bucket.ts";
import {
  asTargets,
  isDefiniteNo,
  isDefiniteReason,
  type Part,
  type ProvisionOptions,
  readBack,
  type Standing,
} from "./part.ts";
import { SystemRefused } from "./resource.ts";
import { createStack, type StackFailure } from "./stack.ts";
import { STACK_TYPE } from "./stack-type.ts";

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
  const written = await packageTemplate(template, options, standing).catch((error: unknown) => {
    throw asTargets(`the bucket of stack ${prefix}`, error);
  });
  const stack = { type: STACK_TYPE, name: prefix };
  const cause = journal.append({ kind: "resource.intended", actor: "runner", data: stack });
  const intents = parts.map((part) => intend(part, options, scope));
  const answer = await createStack(prefix, template, written, clients, tags).catch((error: unknown) => {
    throw refusedOutright(error, intents, cause, template, options);
  });
  if (!isResources(answer)) throw refusal(answer, intents, cause, template, options);
  for (const intent of intents) {
    const one = await adopt(intent, answer, options, scope);
    if (one !== undefined) standing.push(one);
  }
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

const NAMING = ["QueueName", "TopicName", "FifoQueue", "TableName", "RoleName", "BucketName"];

/** The properties that name a resource: they refer to nothing that is yet to be made. */
function namingOf({ type, properties }: Resource, scope: Scope): JsonObject {
  // A mapping's FunctionName names another resource.
  const names = type === "AWS::Lambda::Function" ? ["FunctionName"] : NAMING;
  const naming = names.filter((key) => properties[key] !== undefined);
  return Object.fromEntries(
    naming.flatMap((key) => {
      const value = resolvable(properties[key] ?? null, scope);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** Undefined where it takes a condition, a mapping or an attribute that only the stack knows. */
function resolvable(value: Json, scope: Scope): Json | undefined {
  try {
    return resolve(value, scope);
  } catch (error) {
    if (error instanceof IntrinsicError) return undefined;
    throw error;
  }
}

/** CreateStack itself said no: a template that CloudFormation does not take has no event to tell of it. */
function refusedOutright(
  error: unknown,
  intents: readonly Intent[],
  cause: number,
  template: Template,
  options: ProvisionOptions,
): unknown {
  if (!isDefiniteNo(error)) return asTargets(`stack ${options.prefix}`, error);
  const { code, message } = error;
  return refused(resourceIn(message, intents), { code, message }, cause, template, options);
}

function refusal(
  { logicalId, reason, isGiven }: StackFailure,
  intents: readonly Intent[],
  cause: number,
  template: Template,
  options: ProvisionOptions,
): Error {
  const intent =
    intents.find(({ resource }) => resource.id === logicalId) ??
    (logicalId === options.prefix ? resourceIn(reason, intents) : undefined);
  if (!isGiven || !isDefiniteReason(reason))
    return new TargetUnavailable(`stack ${options.prefix} did not come up: ${logicalId}: ${reason}`);
  return refused(intent, { code: "CREATE_FAILED", message: reason }, cause, template, options);
}

function refused(
  intent: Intent | undefined,
  { code, message }: { readonly code: string; readonly message: string },
  cause: number,
  template: Template,
  { journal, prefix }: ProvisionOptions,
): SystemRefused {
  const hop = intent?.resource.id ?? memberIn(message, template);
  journal.append({
    kind: "resource.refused",
    actor: "runner",
    ...(hop === undefined ? {} : { hop }),
    cause: intent?.seq ?? cause,
    data: { type: intent?.resource.type ?? STACK_TYPE, name: intent?.name ?? prefix, code, message },
  });
  return new SystemRefused(hop ?? prefix, code, message);
}

function resourceIn(message: string, intents: readonly Intent[]): Intent | undefined {
  const words = message.split(/[^A-Za-z0-9]+/);
  return intents.find(({ resource }) => words.includes(resource.id));
}

/** The parameter or output that a message names: in quotes, in brackets, or after the word for it. */
function memberIn(message: string, { raw }: Template): string | undefined {
  const named = [...message.matchAll(/(?:['[(]|\b(?:Parameter|Output) )([A-Za-z0-9]+)/g)].map(([, id]) => id);
  const members = [raw.Parameters, raw.Outputs].flatMap((one) => Object.keys(one ?? {}));
  return named.find((id) => id !== undefined && members.includes(id));
}

async function adopt(
  { resource, kind, name, seq: cause }: Intent,
  physicalIds: ReadonlyMap<string, string>,
  { journal, clients, prefix }: ProvisionOptions,
  scope: Scope,
): Promise<Standing | undefined> {
  const { id, type, condition } = resource;
  const physicalId = physicalIds.get(id);
  if (physicalId === undefined) {
    if (condition === undefined) throw new TargetUnavailable(`stack ${prefix} names no ${id}`);
    return undefined;
  }
  const physical = lastPart(physicalId);
  const made = await kind.adopt(physicalId, physical, clients);
  const properties = resolvable(resource.properties, scope);
  // What was asked for is not known here where a condition decided it: there is nothing to compare with.
  if (properties !== undefined) await readBack(id, kind, made, properties as JsonObject, clients);
  journal.append({ kind: "resource.created", actor: "runner", hop: id, cause, data: { type, name } });
  return { id, name, physical, kind, properties: (properties ?? {}) as JsonObject, made };
}

/** The name in a queue's URL or an ARN; other physical ids are names. */
const lastPart = (physicalId: string): string =>
  /^(https?|arn):/.test(physicalId) ? (/[^/:]+$/.exec(physicalId)?.[0] ?? physicalId) : physicalId;
