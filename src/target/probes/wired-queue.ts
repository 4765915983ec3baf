// Room target: a topic, and queues of it that may be delivered to or not, for probes of delivery.
import { CreateTopicCommand, DeleteTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import type { Control } from "../clients.ts";
import { CONTROL_WAIT_S, probeName, tagList } from "./ability.ts";

/** Long polls for the control; then it counts as not arrived. */
const MAX_POLLS = 3;

export interface ProbeTopic {
  readonly arn: string;
  /** A queue subscribed to the topic, and allowed to receive from it unless told otherwise. */
  subscribe(attributes: Readonly<Record<string, string>>, options?: { allowed: boolean }): Promise<string>;
  end(): Promise<void>;
}

export async function openProbeTopic({ sqs, sns, tags }: Control): Promise<ProbeTopic> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: probeName(), Tags: tagList(tags) }));
  const arn = TopicArn ?? "";
  const urls: string[] = [];
  return {
    arn,
    async subscribe(attributes, { allowed } = { allowed: true }) {
      const { QueueUrl: url = "" } = await sqs.send(new CreateQueueCommand({ QueueName: probeName(), tags }));
      urls.push(url);
      const Endpoint = await arnOf(url, sqs);
      if (allowed) {
        const Policy = policyFor(Endpoint);
        await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
      }
      const Attributes = { RawMessageDelivery: "true", ...attributes };
      await sns.send(new SubscribeCommand({ TopicArn: arn, Protocol: "sqs", Endpoint, Attributes }));
      return url;
    },
    async end() {
      await sns.send(new DeleteTopicCommand({ TopicArn: arn }));
      for (const QueueUrl of urls) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

export async function arnOf(url: string, sqs: Control["sqs"]): Promise<string> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
  );
  return Attributes?.QueueArn ?? "";
}

function policyFor(arn: string): string {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: arn,
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** What arrives at a queue until `isEnough`, or until nothing came for some long polls. */
export async function bodiesAt(
  url: string,
  sqs: Control["sqs"],
  isEnough: (bodies: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (let polls = 0; polls < MAX_POLLS && !isEnough(bodies); polls += 1) {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: CONTROL_WAIT_S, MaxNumberOfMessages: 10 }),
    );
    bodies.push(...(Messages ?? []).map((one) => one.Body ?? ""));
  }
  return bodies;
}
