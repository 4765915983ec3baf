// Room simulator/sns: CreateTopic. Idempotent where what is asked agrees with what stands (API Reference, CreateTopic).
import { action, answered, type Call } from "../action.ts";
import { partitionOf } from "../arn.ts";
import { invalidParameter } from "../errors.ts";
import { shapes } from "../shape.ts";
import type { Topic } from "../state.ts";
import { checkTagCount, readTags } from "../tags.ts";
import { effectiveTopicAttribute, isTopicAttribute, storedTopicAttribute } from "../topic-attributes.ts";

const NAME = /^[\w-]{1,256}$/;
const FIFO_NAME = /^[\w-]{1,251}\.fifo$/;

export const createTopic = action({
  name: "CreateTopic",
  input: {
    Name: "string",
    Attributes: shapes.strings,
    Tags: shapes.tags,
    DataProtectionPolicy: "string",
  },
  output: { TopicArn: "string" },
  decide(state, { Name = "", Attributes = {}, Tags = [] }, call) {
    const isFifo = Attributes["FifoTopic"] === "true";
    if (!(isFifo ? FIFO_NAME : NAME).test(Name)) throw invalidParameter("Topic Name");
    const tags = readTags(Tags);
    const attributes = readAttributes(Attributes, isFifo);
    const TopicArn = topicArnOf(Name, call);
    const standing = state.topics.get(TopicArn);
    if (standing === undefined) {
      checkTagCount(Object.keys(tags).length);
      const { FifoTopic: _, ...stored } = attributes;
      return {
        events: [{ kind: "sns.topic-created", topicArn: TopicArn, isFifo, attributes: stored, tags }],
        answer: { TopicArn },
      };
    }
    checkSame(standing, attributes, tags);
    return answered({ TopicArn });
  },
});

const topicArnOf = (name: string, { region, account }: Call): string =>
  `arn:${partitionOf(region)}:sns:${region}:${account}:${name}`;

function readAttributes(given: Readonly<Record<string, string>>, isFifo: boolean): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name !== "FifoTopic" && name !== "ArchivePolicy" && !isTopicAttribute(name))
      throw invalidParameter("Attributes", `Unknown attribute: ${name}`);
    const stored = storedTopicAttribute(name, value, { isFifo, where: "Attributes Reason: " });
    if (stored !== undefined) read[name] = stored;
  }
  return read;
}

function checkSame(
  topic: Topic,
  attributes: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
): void {
  if (Object.entries(attributes).some(([name, value]) => effectiveTopicAttribute(topic, name) !== value))
    throw invalidParameter("Attributes", "Topic already exists with different attributes");
  if (Object.entries(tags).some(([key, value]) => topic.tags.get(key) !== value))
    throw invalidParameter("Tags", "Topic already exists with different tags");
}
