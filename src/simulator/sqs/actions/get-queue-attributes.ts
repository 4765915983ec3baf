// Room simulator/sqs: GetQueueAttributes: only what is asked for, and no Attributes member where that is nothing (recorded).
import type { Call } from "../../wire/index.ts";
import { action, answered, shapes } from "../action.ts";
import { isAttribute } from "../attributes.ts";
import { unknownAttribute } from "../errors.ts";
import { findQueue } from "../find.ts";
import type { Queue } from "../state.ts";

export const getQueueAttributes = action({
  name: "GetQueueAttributes",
  input: { QueueUrl: "string", AttributeNames: shapes.attributeNames },
  output: { Attributes: shapes.attributes },
  decide(state, { QueueUrl, AttributeNames: names = [] }, call) {
    const all = attributesOf(findQueue(state, QueueUrl, call), call);
    const unknown = names.find((name) => name !== "All" && !isAttribute(name));
    if (unknown !== undefined) throw unknownAttribute(unknown);
    const chosen = Object.entries(all).filter(([name]) => names.includes("All") || names.includes(name));
    return answered(chosen.length === 0 ? {} : { Attributes: Object.fromEntries(chosen) });
  },
});

function attributesOf(queue: Queue, { epochMs }: Call): Readonly<Record<string, string>> {
  const { counts, attributes } = queue;
  const seconds = (ms: number): string => String(Math.floor((epochMs + ms) / 1000));
  const reuse: Record<string, string> =
    attributes["KmsMasterKeyId"] === undefined ? {} : { KmsDataKeyReusePeriodSeconds: "300" };
  const { KmsDataKeyReusePeriodSeconds: period, ...others } = attributes;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.ready),
    ApproximateNumberOfMessagesNotVisible: String(counts["in-flight"]),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: seconds(queue.createdMs),
    LastModifiedTimestamp: seconds(queue.modifiedMs),
    ...others,
    ...reuse,
    ...(period !== undefined && "KmsDataKeyReusePeriodSeconds" in reuse
      ? { KmsDataKeyReusePeriodSeconds: period }
      : {}),
  };
}
