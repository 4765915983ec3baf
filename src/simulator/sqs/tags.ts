// Room simulator/sqs: tags of a queue (Developer Guide, "Amazon SQS cost allocation tags").
import { invalidParameter } from "./errors.ts";
import { MAX_TAGS } from "./limits.ts";

export function checkTags(tags: Readonly<Record<string, string>>, queueName: string): void {
  const keys = Object.keys(tags);
  if (keys.length > MAX_TAGS) throw invalidParameter(`Too many tags added for queue ${queueName}.`);
  for (const key of keys) {
    if (key === "" || key.length > 128)
      throw invalidParameter("Tag keys must be between 1 and 128 characters in length.");
    if ((tags[key]?.length ?? 0) > 256)
      throw invalidParameter("Tag values must be between 0 and 256 characters in length.");
    if (/^aws:/i.test(key))
      throw invalidParameter("Tag keys starting with 'aws:' are reserved for system use.");
  }
}
