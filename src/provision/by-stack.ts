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
    throw refusedOutright(error, intents, cause, options);
  });
  if (!isResources(answer)) throw refusal(answer, intents, options);
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
  { journal, prefix }: ProvisionOptions,
): unknown {
  if (!isDefiniteNo(error)) return asTargets(`stack ${prefix}`, error);
  const { code, message } = error;
  const words = message.split(/[^A-Za-z0-9]+/);
  const named = intents.find(({ resource }) => words.includes(resource.id));
  const logicalId = named?.resource.id;
  journal.append({
    kind: "resource.refused",
    actor: "runner",
    ...(logicalId === undefined ? {} : { hop: logicalId }),
    cause: named?.seq ?? cause,
    data: {
      type: named?.resource.type ?? STACK_TYPE,
      name: named?.name ?? prefix,
      code,
      message,
    },
  });
  return new SystemRefused(logicalId ?? prefix, code, message);
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
