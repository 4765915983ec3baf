// Room system: OrdersWorker: takes orders from the orders queue and publishes each to the topic, with the attributes that the filter
// policies read; it deletes last.
import { type MessageAttributeValue, PublishCommand } from "@aws-sdk/client-sns";
import { openTopicClient } from "./client.ts";
import { type Received, runWorker, withFaults } from "./loop.ts";
import { readSettings, required } from "./settings.ts";

const topicArn = required(process.env, "TOPIC_ARN");
const sns = openTopicClient(readSettings(process.env));

await runWorker(async (batch, context, { done, failed }) => {
  await Promise.all(
    batch.map((message) =>
      withFaults(message, context, () => publish(message))
        .then(() => done(message))
        .catch((error: unknown) => failed(message, error)),
    ),
  );
});

async function publish({ body }: Received): Promise<void> {
  await sns.send(
    new PublishCommand({ TopicArn: topicArn, Message: body, MessageAttributes: attributesOf(body) }),
  );
}

/** A number is a Number: as a String it would pass no numeric filter (SNS-06). What the order does not say is no attribute. */
function attributesOf(body: string): Record<string, MessageAttributeValue> {
  const order = JSON.parse(body) as Record<string, unknown>;
  const text = ["event_type", "shipping_type"].filter((name) => typeof order[name] === "string");
  const numbers = ["order_value"].filter((name) => typeof order[name] === "number");
  const typed = (names: readonly string[], DataType: string) =>
    names.map((name) => [name, { DataType, StringValue: String(order[name]) }] as const);
  return Object.fromEntries([...typed(text, "String"), ...typed(numbers, "Number")]);
}
