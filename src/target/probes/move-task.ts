// Room target: whether messages can be moved back by a task, from a standard and from a FIFO dead letter queue (MOV-03, MOV-10).
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import type { Control } from "../clients.ts";
import { type Ability, CONTROL_WAIT_S, probeName } from "./ability.ts";
import { arnOf, bodiesAt } from "./wired-queue.ts";

const MAX_POLLS = 3;

/** Parks a message, moves it back by a task, and receives it where it came from. */
export async function probeMoveTask({ sqs, tags }: Control, kind: "standard" | "fifo"): Promise<Ability> {
  const urls: string[] = [];
  const create = async (Attributes: Record<string, string>) => {
    const QueueName = `${probeName()}${kind === "fifo" ? ".fifo" : ""}`;
    const type = kind === "fifo" ? { FifoQueue: "true" } : {};
    const made = await sqs.send(
      new CreateQueueCommand({ QueueName, Attributes: { ...type, ...Attributes }, tags }),
    );
    urls.push(made.QueueUrl ?? "");
    return made.QueueUrl ?? "";
  };
  try {
    const dlq = await create({});
    const deadLetterTargetArn = await arnOf(dlq, sqs);
    // A target without the operation says so here at once; only where it answers is the slow trial worth its second.
    await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: deadLetterTargetArn }));
    const source = await create({
      VisibilityTimeout: "0",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
    });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: source,
        MessageBody: "probe",
        ...(kind === "fifo" ? { MessageGroupId: "g", MessageDeduplicationId: "d" } : {}),
      }),
    );
    if (!(await isParked(source, dlq, sqs))) return { has: false, evidence: "no message could be parked" };
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: deadLetterTargetArn }));
    const moved = await bodiesAt(source, sqs, (bodies) => bodies.length > 0);
    return moved.length > 0
      ? { has: true, evidence: "a parked message was moved back by a task" }
      : { has: false, evidence: "the task was started and its message did not come back" };
  } finally {
    for (const QueueUrl of urls) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  }
}

/** Receives at the source until the message has moved on, and looks into the dead letter queue without hiding it. */
async function isParked(source: string, dlq: string, sqs: Control["sqs"]): Promise<boolean> {
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: source, WaitTimeSeconds: 1 }));
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: dlq,
        VisibilityTimeout: 0,
        WaitTimeSeconds: polls === 0 ? 0 : CONTROL_WAIT_S,
      }),
    );
    if ((Messages ?? []).length > 0) return true;
  }
  return false;
}
