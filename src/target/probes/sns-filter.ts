// Room target: whether a numeric filter tells a number from its text (SNS-06).
import { PublishCommand } from "@aws-sdk/client-sns";
import type { Control } from "../clients.ts";
import type { Ability } from "./ability.ts";
import { bodiesAt, openProbeTopic } from "./wired-queue.ts";

/** Publishes what must not match before what must: when only the second arrived, the filter told them apart. */
export async function probeFilter(clients: Control, scope: "attributes" | "body"): Promise<Ability> {
  const { sqs, sns } = clients;
  const topic = await openProbeTopic(clients);
  try {
    const url = await topic.subscribe({
      FilterPolicy: JSON.stringify({ value: [{ numeric: [">=", 1000] }] }),
      ...(scope === "body" ? { FilterPolicyScope: "MessageBody" } : {}),
    });
    for (const [name, value, DataType] of [
      ["wrong", "1000", "String"],
      ["right", 1000, "Number"],
    ] as const) {
      await sns.send(
        new PublishCommand({
          TopicArn: topic.arn,
          Message: JSON.stringify({ name, value }),
          ...(scope === "body" ? {} : { MessageAttributes: { value: { DataType, StringValue: "1000" } } }),
        }),
      );
    }
    const isThere = (name: string) => (bodies: readonly string[]) =>
      bodies.some((body) => body.includes(name));
    const bodies = await bodiesAt(url, sqs, isThere("right"));
    if (!isThere("right")(bodies)) return { has: false, evidence: "the number 1000 did not arrive" };
    return isThere("wrong")(bodies)
      ? { has: false, evidence: 'the String "1000" was delivered through a numeric filter' }
      : { has: true, evidence: 'the number 1000 arrived, the String "1000", published before it, did not' };
  } finally {
    await topic.end();
  }
}
