// Room simulator/sqs: the tags of queues, for the Resource Groups Tagging API.
import type { TagSource } from "../tagging/index.ts";
import type { SqsState } from "./state.ts";

export function queueTags({ queues }: SqsState): TagSource {
  // A queue of another region is not the caller's: SQS itself says that it does not exist.
  const urlOf = (arn: string): string | undefined => {
    const [, , , , account, name] = arn.split(":");
    return account === undefined || name === undefined ? undefined : `/${account}/${name}`;
  };
  return {
    service: "sqs",
    tagged: () =>
      [...queues.values()]
        .filter(({ tags }) => tags.size > 0)
        .map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
    tag(arn, Tags) {
      const QueueUrl = urlOf(arn);
      return QueueUrl === undefined ? undefined : { operation: "TagQueue", input: { QueueUrl, Tags } };
    },
    untag(arn, TagKeys) {
      const QueueUrl = urlOf(arn);
      return QueueUrl === undefined ? undefined : { operation: "UntagQueue", input: { QueueUrl, TagKeys } };
    },
  };
}
