// Room simulator/sns: what a FIFO topic asks of a message and what it remembers (SNS-27, SNS-28); a standard topic hands a group id on
// (SNS-31) and takes no deduplication id.
import { createHash } from "node:crypto";
import { invalidParameter } from "./errors.ts";
import { MAX_FIFO_ID_CHARACTERS } from "./limits.ts";
import type { Deduplicated, SnsState, Topic } from "./state.ts";
import { effectiveTopicAttribute } from "./topic-attributes.ts";

export interface FifoInput {
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

export interface FifoIds {
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

/** The ids as they go on; content-based ones are the SHA-256 of the body alone. */
export function readFifoIds(topic: Topic, input: FifoInput, body: string): FifoIds {
  const { MessageGroupId: groupId, MessageDeduplicationId: given } = input;
  checkId("MessageGroupId", groupId);
  checkId("MessageDeduplicationId", given);
  if (!topic.isFifo) {
    if (given !== undefined)
      throw invalidParameter(
        "MessageDeduplicationId",
        "The request includes MessageDeduplicationId parameter that is not valid for this topic type",
      );
    return { groupId, deduplicationId: undefined };
  }
  if (groupId === undefined)
    throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
  if (given === undefined && effectiveTopicAttribute(topic, "ContentBasedDeduplication") !== "true")
    throw invalidParameter(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  return { groupId, deduplicationId: given ?? createHash("sha256").update(body).digest("hex") };
}

/** Under which the topic knows a message again: of the whole topic, or of each group. */
export function deduplicationKey(topic: Topic, { groupId, deduplicationId }: FifoIds): string | undefined {
  if (!topic.isFifo || deduplicationId === undefined) return undefined;
  const isPerGroup = effectiveTopicAttribute(topic, "FifoThroughputScope") === "MessageGroup";
  return JSON.stringify([topic.arn, topic.serial, isPerGroup ? groupId : null, deduplicationId]);
}

/** The message of that key within the last five minutes. */
export function known(state: SnsState, key: string | undefined, nowMs: number): Deduplicated | undefined {
  const before = key === undefined ? undefined : state.deduplicated.get(key);
  return before !== undefined && nowMs < before.untilMs ? before : undefined;
}

const FIRST_SEQUENCE_NUMBER = 10_000_000_000_000_000_000n;
const SEQUENCE_STEP = 1_000n;

/** Twenty digits, rising within the topic. */
export const sequenceNumber = (nth: number): string =>
  String(FIRST_SEQUENCE_NUMBER + BigInt(nth) * SEQUENCE_STEP);

function checkId(name: string, value: string | undefined): void {
  if (value === undefined) return;
  const fits = value.length > 0 && value.length <= MAX_FIFO_ID_CHARACTERS && /^[!-~]*$/.test(value);
  if (!fits)
    throw invalidParameter(
      name,
      `${name} can only include alphanumeric and punctuation characters. 1 to ${MAX_FIFO_ID_CHARACTERS} in length`,
    );
}
