// Room simulator/sns: a subscription's dead letter queue (SNS-24).
import { arnOf, isFifo, isQueueArn } from "./arn.ts";
import { invalidParameter } from "./errors.ts";
import { isRecord, parsed, readRecord } from "./json-text.ts";

interface Holder {
  readonly topicArn: string;
  readonly endpoint: string;
}

export function storedRedrivePolicy(text: string, { topicArn, endpoint }: Holder, what: string): string {
  const { deadLetterTargetArn } = readRecord(text, what);
  if (typeof deadLetterTargetArn !== "string" || arnOf(deadLetterTargetArn) === undefined)
    throw invalidParameter(`${what}: deadLetterTargetArn is an invalid arn`);
  if (isFifo(topicArn) && isFifo(endpoint) && !isFifo(deadLetterTargetArn))
    throw invalidParameter(`${what}: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.`);
  if (!isQueueArn(deadLetterTargetArn))
    throw invalidParameter(`${what}: deadLetterTargetArn is an invalid arn`);
  return text;
}

/** The queue a stored policy names. */
export function deadLetterQueueOf(policy: string | undefined): string | undefined {
  const value = policy === undefined ? undefined : parsed(policy);
  const arn = isRecord(value) ? value["deadLetterTargetArn"] : undefined;
  return typeof arn === "string" ? arn : undefined;
}
