// Room simulator/cloudformation, tests: a small world around CloudFormation: a clock moved by hand, the official SDK in front, and the
// services that make the resources.
import { CloudFormation, type StackEvent } from "@aws-sdk/client-cloudformation";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { ManualClock } from "../../box/manual-clock.ts";
import { createSimulator, type Simulator, type SimulatorEvent } from "../simulator.ts";
import { requestHandlerFor } from "../smithy-door.ts";

export { refusal } from "../sqs/world.fixture.ts";

export const REGION = "us-east-1";
export const ACCOUNT = "000000000000";
const EPOCH_MS = Date.parse("2026-01-01T00:00:00.000Z");

export interface World {
  readonly cloudFormation: CloudFormation;
  readonly sqs: SQS;
  readonly sns: SNS;
  readonly clock: ManualClock;
  readonly events: readonly SimulatorEvent[];
  readonly simulator: Simulator;
  /** Creates a stack and waits: its status. */
  readonly create: (template: unknown, more?: object) => Promise<string | undefined>;
  readonly update: (template: unknown, more?: object) => Promise<string | undefined>;
  readonly remove: (StackName?: string) => Promise<string | undefined>;
  /** Of the stack, or undefined where there is none of that name. */
  readonly status: (StackName?: string) => Promise<string | undefined>;
  readonly outputs: (StackName?: string) => Promise<Readonly<Record<string, string>>>;
  /** Oldest first: `Queue CREATE_COMPLETE`, with the reason behind it where there is one. */
  readonly story: (StackName?: string) => Promise<readonly string[]>;
  /** By logical id. */
  readonly physical: (StackName?: string) => Promise<Readonly<Record<string, string>>>;
}

export const STACK = "shop";

export function world(seed = "seed"): World {
  const clock = new ManualClock(seed, EPOCH_MS);
  const events: SimulatorEvent[] = [];
  const simulator = createSimulator({ clock, seed, log: (event) => events.push(event) });
  const options = {
    region: REGION,
    endpoint: "http://aws.test",
    maxAttempts: 1,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: requestHandlerFor(simulator),
  };
  const cloudFormation = new CloudFormation(options);
  const status = async (StackName = STACK): Promise<string | undefined> => {
    try {
      const { Stacks } = await cloudFormation.describeStacks({ StackName });
      return Stacks?.[0]?.StackStatus;
    } catch {
      return undefined;
    }
  };
  const settled = async (StackName: string): Promise<string | undefined> => {
    await clock.untilIdle();
    return status(StackName);
  };
  const story = async (StackName = STACK): Promise<readonly string[]> =>
    (await storyOf(cloudFormation, StackName)).map(
      ({ LogicalResourceId, ResourceStatus, ResourceStatusReason: reason }) =>
        `${LogicalResourceId} ${ResourceStatus}${reason === undefined ? "" : `: ${reason}`}`,
    );
  return {
    cloudFormation,
    clock,
    events,
    simulator,
    status,
    story,
    sqs: new SQS(options),
    sns: new SNS(options),
    async create(template, more = {}) {
      const { StackId = "" } = await cloudFormation.createStack({
        StackName: STACK,
        TemplateBody: bodyOf(template),
        ...more,
      });
      return settled(StackId);
    },
    async update(template, more = {}) {
      const { StackId = "" } = await cloudFormation.updateStack({
        StackName: STACK,
        TemplateBody: bodyOf(template),
        ...more,
      });
      return settled(StackId);
    },
    async remove(StackName = STACK) {
      const { Stacks } = await cloudFormation.describeStacks({ StackName });
      await cloudFormation.deleteStack({ StackName });
      return settled(Stacks?.[0]?.StackId ?? "");
    },
    async outputs(StackName = STACK) {
      const { Stacks } = await cloudFormation.describeStacks({ StackName });
      const outputs = Stacks?.[0]?.Outputs ?? [];
      return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    },
    async physical(StackName = STACK) {
      const { StackResources = [] } = await cloudFormation.describeStackResources({ StackName });
      return Object.fromEntries(StackResources.map((one) => [one.LogicalResourceId, one.PhysicalResourceId]));
    },
  };
}

async function storyOf(client: CloudFormation, StackName: string): Promise<readonly StackEvent[]> {
  const all: StackEvent[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.describeStackEvents({
      StackName,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    all.push(...(page.StackEvents ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return all.toReversed();
}

const LISTED: readonly (readonly [service: string, operation: string, member: string, input?: object])[] = [
  ["sqs", "ListQueues", "QueueUrls"],
  ["sns", "ListTopics", "Topics"],
  ["sns", "ListSubscriptions", "Subscriptions"],
  ["lambda", "ListFunctions", "Functions"],
  ["lambda", "ListEventSourceMappings", "EventSourceMappings"],
  ["dynamodb", "ListTables", "TableNames"],
  ["iam", "ListRoles", "Roles"],
  ["iam", "ListPolicies", "Policies", { Scope: "Local" }],
  ["s3", "ListBuckets", "Buckets"],
  ["logs", "DescribeLogGroups", "logGroups"],
];

/** Everything that stands on any service, as `SERVICE OPERATION`, once for each thing. */
export async function everythingOf({ simulator }: Pick<World, "simulator">): Promise<readonly string[]> {
  const all: string[] = [];
  for (const [service, operation, member, input = {}] of LISTED) {
    const answer = await simulator.internal.call(service, operation, { ...input }, { actor: "test" });
    const found = answer[member];
    if (Array.isArray(found)) all.push(...found.map(() => `${service} ${operation}`));
  }
  return all;
}

/** A template as JSON, or a text as it is. */
export const bodyOf = (template: unknown): string =>
  typeof template === "string" ? template : JSON.stringify(template);
