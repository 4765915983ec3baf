// Room provision: the system up and down as one CloudFormation stack, on a target whose CreateStack brings every property. The
// stack's own failure events say which resource was refused, in the target's words.
import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type StackEvent,
} from "@aws-sdk/client-cloudformation";
import type { Control, Sender } from "../target/clients.ts";
import { TargetUnavailable } from "../target/errors.ts";
import type { Template } from "../template/template.ts";

/** CreateStack, TemplateBody (CloudFormation API Reference): a larger one travels through S3. */
export const MAX_BODY_BYTES = 51_200;

const POLL_MS = 100;
/** A stack that takes a minute is looked at less and less often. */
const MAX_POLL_MS = 1_000;
/** An emulator makes a stack of twenty resources in seconds; real CloudFormation takes a minute or two. */
const STACK_LIMIT_MS = 180_000;

/** Why the stack did not come up: the first resource that failed, or the stack itself, and the reason given for it. */
export interface StackFailure {
  readonly logicalId: string;
  readonly reason: string;
  /** False where the target gave none. */
  readonly isGiven: boolean;
}

/** The template as CreateStack takes it: in the call, or as a URL in S3. */
export type StackTemplate = { readonly TemplateBody: string } | { readonly TemplateURL: string };

/** Creates the stack and waits; answers physical ids by logical id, or the first failure. */
export async function createStack(
  name: string,
  template: Template,
  written: StackTemplate,
  clients: Control,
  tags: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string> | StackFailure> {
  const cloudFormation = await clients.cloudFormation();
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: name,
      ...written,
      // Roles with names of their own are part of a system with functions.
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      Parameters:
        "Prefix" in parametersOf(template) ? [{ ParameterKey: "Prefix", ParameterValue: name }] : [],
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      // What failed stays to be looked at; teardown deletes the stack whole.
      OnFailure: "DO_NOTHING",
    }),
  );
  const status = await settledStatus(name, cloudFormation);
  if (status !== "CREATE_COMPLETE") return firstFailure(name, status, cloudFormation);
  const { StackResources } = await cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: name }),
  );
  return new Map(
    (StackResources ?? []).map((one) => [one.LogicalResourceId ?? "", one.PhysicalResourceId ?? ""]),
  );
}

/** Deletes the stack and waits until it is gone; false when it is still there at the limit. */
export async function deleteStack(name: string, clients: Control): Promise<boolean> {
  const cloudFormation = await clients.cloudFormation();
  await cloudFormation.send(new DeleteStackCommand({ StackName: name }));
  const status = await settledStatus(name, cloudFormation);
  return status === undefined || status === "DELETE_COMPLETE";
}

/** Ordeal's own words in the metadata hold intrinsics, which CloudFormation does not resolve there. */
export function bodyOf({ raw }: Template): string {
  const { Metadata: _ours, ...body } = raw;
  return JSON.stringify(body);
}

function parametersOf({ raw }: Template): object {
  return typeof raw.Parameters === "object" && raw.Parameters !== null ? raw.Parameters : {};
}

type CloudFormation = Sender<CloudFormationClient>;

async function settledStatus(name: string, cloudFormation: CloudFormation): Promise<string | undefined> {
  const startMs = performance.now();
  for (let waitMs = POLL_MS; performance.now() - startMs < STACK_LIMIT_MS; waitMs *= 2) {
    const status = await statusOf(name, cloudFormation);
    if (status?.endsWith("_IN_PROGRESS") !== true) return status;
    await new Promise((resolve) => setTimeout(resolve, Math.min(waitMs, MAX_POLL_MS)));
  }
  throw new TargetUnavailable(`stack ${name} was still in progress after ${STACK_LIMIT_MS / 1000} s`);
}

async function statusOf(name: string, cloudFormation: CloudFormation): Promise<string | undefined> {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0]?.StackStatus;
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

async function firstFailure(
  name: string,
  status: string | undefined,
  cloudFormation: CloudFormation,
): Promise<StackFailure> {
  const isFailure = ({ ResourceStatus: at, ResourceStatusReason: reason }: StackEvent) =>
    at === "CREATE_FAILED" && reason !== undefined;
  const failures = (await eventsOf(name, cloudFormation)).filter(isFailure);
  const isOfStack = ({ LogicalResourceId: id }: StackEvent) => id === name;
  // Newest first: the last failure listed is the one that began it; what no resource is to blame for the stack's own line says.
  const first = failures.findLast((event) => !isOfStack(event)) ?? failures.findLast(isOfStack);
  return {
    logicalId: first?.LogicalResourceId ?? name,
    reason: first?.ResourceStatusReason ?? `the stack ended ${status ?? "nowhere"} and names no reason`,
    isGiven: first !== undefined,
  };
}

/** All pages: what began it may lie behind hundreds that were cancelled for it. */
async function eventsOf(StackName: string, cloudFormation: CloudFormation): Promise<readonly StackEvent[]> {
  const all: StackEvent[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudFormation.send(new DescribeStackEventsCommand({ StackName, NextToken }));
    all.push(...(page.StackEvents ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return all;
}
