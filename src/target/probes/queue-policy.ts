// Room target: whether a queue policy decides what is delivered (SNS-25).
import { PublishCommand } from "@aws-sdk/client-sns";
import type { Control } from "../clients.ts";
import type { Ability } from "./ability.ts";
import { bodiesAt, openProbeTopic } from "./wired-queue.ts";

/** One topic, two queues, one without a policy: once the message arrived at the other, this one was refused or it was not. */
export async function probeQueuePolicy(clients: Control): Promise<Ability> {
  const topic = await openProbeTopic(clients);
  try {
    const refused = await topic.subscribe({}, { allowed: false });
    const allowed = await topic.subscribe({});
    await clients.sns.send(new PublishCommand({ TopicArn: topic.arn, Message: "probe" }));
    const isThere = (bodies: readonly string[]) => bodies.length > 0;
    if (!isThere(await bodiesAt(allowed, clients.sqs, isThere)))
      return { has: false, evidence: "a queue whose policy allows it received nothing" };
    return isThere(await bodiesAt(refused, clients.sqs, isThere))
      ? { has: false, evidence: "a queue without a policy received what SNS published" }
      : { has: true, evidence: "a queue without a policy received nothing, one with a policy did" };
  } finally {
    await topic.end();
  }
}
