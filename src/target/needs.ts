// Room target: what a target can do, tried for real before anything is provisioned. One probe a need; absence within a probe is
// only concluded beside a control that arrived on the same path.
import { CreateTopicCommand, DeleteTopicCommand } from "@aws-sdk/client-sns";
import type { Control } from "./clients.ts";
import { TargetUsageError } from "./errors.ts";
import {
  type Ability,
  FUNCTION_GATE,
  FUNCTION_SDK,
  type NeedProbe,
  probeName,
  tagList,
} from "./probes/ability.ts";
import { probeFunctionGate } from "./probes/function-gate.ts";
import { probeFunctionSdk } from "./probes/function-sdk.ts";
import { probeDynamoDb, probeLambda } from "./probes/functions.ts";
import { probeMappingBody } from "./probes/mapping-body.ts";
import { probeMoveTask } from "./probes/move-task.ts";
import { probeQueuePolicy } from "./probes/queue-policy.ts";
import { probeFilter } from "./probes/sns-filter.ts";

const PROXY_MADE = [
  "throttle",
  "drop-ack",
  "partial",
  "slow",
  "fail",
  "duplicate",
  "lag",
  "deny",
  "pause",
  "crash-before",
  "crash-after",
];
const SIMULATOR_ONLY = ["delay", "reorder"];

const yes =
  (evidence: string): NeedProbe =>
  async () => ({ has: true, evidence });
const no =
  (evidence: string): NeedProbe =>
  async () => ({ has: false, evidence });

const VIRTUAL_TIME = "virtual-time";

/** Every need that a scenario may name, with the probe that tries it. */
export const NEEDS: ReadonlyMap<string, NeedProbe> = new Map<string, NeedProbe>([
  [VIRTUAL_TIME, no("this target runs in real time")],
  ...PROXY_MADE.map(
    (name) => [`fault:${name}`, yes("made by the gate before the services, or the runner")] as const,
  ),
  ...SIMULATOR_ONLY.map((name) => [`fault:${name}`, no("needs the simulator")] as const),
  ["service:sqs", yes("SQS answered ListQueues")],
  ["service:sns", probeSns],
  ["service:lambda", probeLambda],
  ["service:dynamodb", probeDynamoDb],
  ["mapping.body", probeMappingBody],
  [FUNCTION_GATE, probeFunctionGate],
  [FUNCTION_SDK, probeFunctionSdk],
  ["sns.filter.types", (clients) => probeFilter(clients, "attributes")],
  ["sns.filter.body", (clients) => probeFilter(clients, "body")],
  ["queue.policy", probeQueuePolicy],
  ["redrive.task", (clients) => probeMoveTask(clients, "standard")],
  ["redrive.fifo", (clients) => probeMoveTask(clients, "fifo")],
  ["throttle.rest", no("needs API Gateway, which is not part of this version")],
  ["alarm", no("needs CloudWatch, which is not part of this version")],
  ["websocket", no("needs API Gateway, which is not part of this version")],
]);

/** What the simulator in the box has by its nature. */
const OF_THE_SIMULATOR: ReadonlyMap<string, NeedProbe> = new Map<string, NeedProbe>([
  [VIRTUAL_TIME, yes("the box owns its clock")],
  [FUNCTION_GATE, yes("every call in the box passes the gate")],
  [FUNCTION_SDK, yes("the box shares its own with its functions")],
  ...SIMULATOR_ONLY.map((name) => [`fault:${name}`, yes("weather of the simulator")] as const),
]);

/** Tries each need; an unknown one is an error that lists those there are. */
export async function probeNeeds(
  clients: Control,
  needs: readonly string[],
  { isSimulator = false }: { readonly isSimulator?: boolean } = {},
): Promise<ReadonlyMap<string, Ability>> {
  const results = needs.map(async (need) => {
    const probe = (isSimulator ? OF_THE_SIMULATOR.get(need) : undefined) ?? NEEDS.get(need);
    if (probe === undefined)
      throw new TargetUsageError(`no need is named ${need}; known are ${[...NEEDS.keys()].join(", ")}`);
    return [need, await probe(clients).catch(couldNotTry)] as const;
  });
  return new Map(await Promise.all(results));
}

function couldNotTry(error: unknown): Ability {
  const [words] = (error instanceof Error ? error.message : String(error)).split("\n");
  return { has: false, evidence: `the probe failed: ${words}` };
}

async function probeSns({ sns, tags }: Control): Promise<Ability> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: probeName(), Tags: tagList(tags) }));
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  return { has: true, evidence: "CreateTopic and DeleteTopic answered" };
}
