// Room simulator/sns: SNS against recorded AWS, over the wire: what was delivered past a filter, and which filters were refused in what
// words. Reads the recordings beside the project; skipped by name where they are absent.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { describe, expect, test } from "vitest";
import { queueArn, refusal, topicArn, world } from "./world.fixture.ts";

const FOLDER = fileURLToPath(new URL("../../../../shared/aws-recordings/", import.meta.url));
const TopicArn = topicArn("orders");

interface Delivery {
  readonly id: string;
  readonly scope: string;
  readonly policy: unknown;
  readonly attributes?: Record<string, { readonly DataType: string; readonly StringValue: string }>;
  readonly body?: string;
  readonly delivered: boolean;
}

interface Rejection {
  readonly id: string;
  /** Null where the recorder did not keep it. */
  readonly policy: string | null;
  readonly code: string;
  readonly message: string;
  readonly http: number;
}

/** A file of our own workplace, whose README says what a row holds. */
const rows = (file: string): readonly unknown[] =>
  existsSync(FOLDER + file)
    ? readFileSync(FOLDER + file, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown)
    : [];

async function subscribed(FilterPolicy: string, FilterPolicyScope: string) {
  const made = world(["q"]);
  await made.sns.send(new CreateTopicCommand({ Name: "orders" }));
  const Attributes = { FilterPolicy, FilterPolicyScope };
  const Endpoint = queueArn("q");
  await made.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes }));
  return made;
}

describe.skipIf(!existsSync(FOLDER))("recorded AWS (../shared/aws-recordings)", () => {
  test.each(rows("sns-deliveries.jsonl") as readonly Delivery[])("$id", async (row) => {
    const { sns, clock, queues } = await subscribed(JSON.stringify(row.policy), row.scope);
    await sns.send(
      new PublishCommand({ TopicArn, Message: row.body ?? "message", MessageAttributes: row.attributes }),
    );
    clock.advance(0);
    expect((queues.get(queueArn("q")) ?? []).length).toBe(row.delivered ? 1 : 0);
  });

  const judged = (rows("sns-rejections.jsonl") as readonly Rejection[]).filter(
    ({ policy }) => policy !== null,
  );
  test.each(judged)("$id", async ({ policy, code, message, http }) => {
    const scopes = ["MessageAttributes", "MessageBody"]; // the recorder did not keep which
    const answers = await Promise.all(scopes.map((scope) => refusal(subscribed(policy ?? "", scope))));
    expect(answers).toContainEqual([code, message, http]);
  });
});
