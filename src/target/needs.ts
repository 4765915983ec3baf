// Room target: what a target can do, tried for real before anything is provisioned. One probe a need; absence within a probe is
// only concluded beside a control that arrived on the same path.
import { randomBytes } from "node:crypto";
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  PublishCommand,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import type { Clients } from "./clients.ts";
import { TargetUsageError } from "./errors.ts";

export interface Ability {
  readonly has: boolean;
  readonly evidence: string;
}

type NeedProbe = (clients: Clients) => Promise<Ability>;

const PROXY_MADE = ["throttle", "drop-ack", "partial", "slow", "fail", "crash-before", "crash-after"];
const SIMULATOR_ONLY = ["reorder", "lag"];

/** How long a control may take to arrive; a local emulator delivers in milliseconds. */
const CONTROL_WAIT_S = 2;

const yes =
  (evidence: string): NeedProbe =>
  async () => ({ has: true, evidence });
const no =
  (evidence: string): NeedProbe =>
  async () => ({ has: false, evidence });

/** Every need that a scenario may name, with the probe that tries it. */
export const NEEDS: ReadonlyMap<string, NeedProbe> = new Map<string, NeedProbe>([
  ["virtual-time", no("this target runs in real time")],
  ...PROXY_MADE.map((name) => [`fault:${name}`, yes("made by the loopback proxy or the runner")] as const),
  ...SIMULATOR_ONLY.map((name) => [`fault:${name}`, no("needs the simulator")] as const),
  ["service:sqs", yes("SQS answered ListQueues")],
  ["service:sns", probeSns],
  ["sns.filter.types", (clients) => probeFilter(clients, "attributes")],
  ["sns.filter.body", (clients) => probeFilter(clients, "body")],
  ["queue.policy", no("not probed on this target yet")],
  ["redrive.task", probeMoveTask],
  ["redrive.fifo", no("a FIFO redrive by task is not probed yet")],
  ["throttle.rest", no("needs API Gateway, which is not part of this version")],
  ["alarm", no("needs CloudWatch, which is not part of this version")],
  ["websocket", no("needs API Gateway, which is not part of this version")],
]);

/** Tries each need; an unknown one is an error that lists those there are. */
export async function probeNeeds(
  clients: Clients,
  needs: readonly string[],
): Promise<ReadonlyMap<string, Ability>> {
  const results = needs.map(async (need) => {
    const probe = NEEDS.get(need);
    if (probe === undefined)
      throw new TargetUsageError(`no need is named ${need}; known are ${[...NEEDS.keys()].join(", ")}`);
    return [need, await probe(clients).catch(couldNotTry)] as const;
  });
  return new Map(await Promise.all(results));
}

function couldNotTry(error: unknown): Ability {
  return {
    has: false,
    evidence: `the probe failed: ${error instanceof Error ? error.message : String(error)}`,
  };
}

function probeName(): string {
  return `ordeal-probe-${randomBytes(4).toString("hex")}`;
}

async function probeSns({ sns }: Clients): Promise<Ability> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: probeName() }));
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  return { has: true, evidence: "CreateTopic and DeleteTopic answered" };
}

/** Publishes what must not match before what must: when only the second arrived, the filter told them apart. */
async function probeFilter(clients: Clients, scope: "attributes" | "body"): Promise<Ability> {
  const { sqs, sns } = clients;
  const { url, topic, end } = await wiredQueue(clients, scope);
  try {
    const message = (name: string, value: unknown) => JSON.stringify({ name, value });
    const attribute = (DataType: string) => ({ value: { DataType, StringValue: "1000" } });
    const byAttribute = scope === "attributes";
    const wrong = {
      TopicArn: topic,
      Message: message("wrong", "1000"),
      ...(byAttribute ? { MessageAttributes: attribute("String") } : {}),
    };
    const right = {
      TopicArn: topic,
      Message: message("right", 1000),
      ...(byAttribute ? { MessageAttributes: attribute("Number") } : {}),
    };
    await sns.send(new PublishCommand(wrong));
    await sns.send(new PublishCommand(right));
    const bodies: string[] = [];
    for (let tries = 0; tries < 3 && !bodies.some((body) => body.includes("right")); tries += 1) {
      const got = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          WaitTimeSeconds: CONTROL_WAIT_S,
          MaxNumberOfMessages: 10,
        }),
      );
      bodies.push(...(got.Messages ?? []).map((one) => one.Body ?? ""));
    }
    const hasRight = bodies.some((body) => body.includes("right"));
    const hasWrong = bodies.some((body) => body.includes("wrong"));
    if (!hasRight)
      return { has: false, evidence: `the number 1000 did not arrive within ${3 * CONTROL_WAIT_S} s` };
    return hasWrong
      ? { has: false, evidence: 'the String "1000" was delivered through a numeric filter' }
      : { has: true, evidence: 'the number 1000 arrived, the String "1000", published before it, did not' };
  } finally {
    await end();
  }
}

async function wiredQueue({ sqs, sns }: Clients, scope: "attributes" | "body") {
  const name = probeName();
  const { QueueUrl: url } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { TopicArn: topic } = await sns.send(new CreateTopicCommand({ Name: name }));
  const end = async () => {
    await sns.send(new DeleteTopicCommand({ TopicArn: topic }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  };
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
  );
  const arn = Attributes?.QueueArn ?? "";
  const statement = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: arn,
  };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: policy } }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: "sqs",
      Endpoint: arn,
      Attributes: {
        FilterPolicy: JSON.stringify({ value: [{ numeric: [">=", 1000] }] }),
        RawMessageDelivery: "true",
        ...(scope === "body" ? { FilterPolicyScope: "MessageBody" } : {}),
      },
    }),
  );
  return { url, topic, end };
}

async function probeMoveTask({ sqs }: Clients): Promise<Ability> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: probeName() }));
  try {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
    );
    await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: Attributes?.QueueArn }));
    return { has: true, evidence: "ListMessageMoveTasks answered" };
  } finally {
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  }
}
