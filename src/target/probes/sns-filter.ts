// Room target: whether a numeric filter tells a number from its text (SNS-06).
import { PublishCommand } from "@aws-sdk/client-sns";
import type { Clients } from "../clients.ts";
import type { Ability } from "./ability.ts";
import { bodiesAt, openProbeTopic } from "./wired-queue.ts";

/**
 * Rounds of one that must not match and, once it is published, one that must. A service that delivers on several threads lets the second
 * overtake the first: LocalStack 4.14.0 did so on a busy machine, and its filter passed for a strict one. So the last round's wrong ones
 * have had every earlier round to arrive, and one that comes in any round decides.
 */
const ROUNDS = 4;

/** Publishes what must not match before what must, in some rounds: when only the second kind arrived, the filter told them apart. */
export async function probeFilter(clients: Clients, scope: "attributes" | "body"): Promise<Ability> {
  const { sqs, sns } = clients;
  const topic = await openProbeTopic(clients);
  try {
    const url = await topic.subscribe({
      FilterPolicy: JSON.stringify({ value: [{ numeric: [">=", 1000] }] }),
      ...(scope === "body" ? { FilterPolicyScope: "MessageBody" } : {}),
    });
    const publish = (name: string, value: string | number, DataType: string) =>
      sns.send(
        new PublishCommand({
          TopicArn: topic.arn,
          Message: JSON.stringify({ name, value }),
          ...(scope === "body" ? {} : { MessageAttributes: { value: { DataType, StringValue: "1000" } } }),
        }),
      );
    for (let round = 1; round <= ROUNDS; round += 1) {
      await publish("wrong", "1000", "String");
      const right = `right ${round}`;
      await publish(right, 1000, "Number");
      const bodies = await bodiesAt(url, sqs, (seen) => seen.some((body) => body.includes(right)));
      if (bodies.some((body) => body.includes("wrong")))
        return { has: false, evidence: 'the String "1000" was delivered through a numeric filter' };
      if (!bodies.some((body) => body.includes(right)))
        return { has: false, evidence: "the number 1000 did not arrive" };
    }
    return {
      has: true,
      evidence: 'the number 1000 arrived, the String "1000", published before it, did not',
    };
  } finally {
    await topic.end();
  }
}
