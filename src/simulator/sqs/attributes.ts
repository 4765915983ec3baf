// Room simulator/sqs: what may be set on a queue, checked in AWS's words (API Reference, CreateQueue and SetQueueAttributes).
import type { AwsError } from "../wire/index.ts";
import { invalidAttributeName, invalidAttributeValue, unknownAttribute } from "./errors.ts";
import { impossiblePrincipal } from "../policy-principals.ts";
import { parsePolicy } from "./queue-policy.ts";
import { checkRedriveAllowPolicy, checkRedrivePolicy } from "./redrive-policy.ts";
import { type Attributes, DEFAULTS, FIFO_DEFAULTS } from "./settings.ts";
import type { SqsState } from "./state.ts";

export interface Owner {
  readonly arn: string;
  readonly isFifo: boolean;
}

/** Throws where the value is not the attribute's. */
type Check = (value: string, name: string, owner: Owner, state: SqsState) => void;

const integer =
  (least: number, most: number): Check =>
  (value, name) => {
    if (!/^\d{1,9}$/.test(value) || Number(value) < least || Number(value) > most)
      throw invalidAttributeValue(name);
  };

const oneOf =
  (...values: readonly string[]): Check =>
  (value, name) => {
    if (!values.includes(value)) throw invalidAttributeValue(name);
  };

const fifoOnly =
  (refusal: (name: string) => AwsError, check: Check): Check =>
  (value, name, owner, state) => {
    if (!owner.isFifo) throw refusal(name);
    check(value, name, owner, state);
  };

const onlyWhenFifo = (name: string): AwsError =>
  invalidAttributeName(`You can specify the ${name} only when FifoQueue is set to true.`);

const policy: Check = (value, name) => {
  const read = parsePolicy(value);
  if (read === undefined || impossiblePrincipal(read.statements.map(({ fields }) => fields)) !== undefined)
    throw invalidAttributeValue(name);
};

const typeStays: Check = (value, name) => {
  if (value !== "true") throw invalidAttributeValue(name, "Modifying queue type is not supported.");
};

/** SQS-04, SQS-13, SQS-20, FIFO-09. */
const CHECKS: Readonly<Record<string, Check>> = {
  VisibilityTimeout: integer(0, 43_200),
  DelaySeconds: integer(0, 900),
  MaximumMessageSize: integer(1024, 1_048_576),
  MessageRetentionPeriod: integer(60, 1_209_600),
  ReceiveMessageWaitTimeSeconds: integer(0, 20),
  Policy: policy,
  RedrivePolicy: checkRedrivePolicy,
  RedriveAllowPolicy: checkRedriveAllowPolicy,
  KmsMasterKeyId: () => {},
  KmsDataKeyReusePeriodSeconds: integer(60, 86_400),
  SqsManagedSseEnabled: oneOf("true", "false"),
  FifoQueue: fifoOnly(unknownAttribute, typeStays),
  ContentBasedDeduplication: fifoOnly(unknownAttribute, oneOf("true", "false")),
  DeduplicationScope: fifoOnly(onlyWhenFifo, oneOf("queue", "messageGroup")),
  FifoThroughputLimit: fifoOnly(onlyWhenFifo, oneOf("perQueue", "perMessageGroupId")),
};

/** Read from the queue and its messages, never set. */
export const READ_ONLY: readonly string[] = [
  "QueueArn",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
];

export const isAttribute = (name: string): boolean => name in CHECKS || READ_ONLY.includes(name);

export const defaultsOf = ({ isFifo }: Pick<Owner, "isFifo">): Attributes =>
  isFifo ? { ...DEFAULTS, ...FIFO_DEFAULTS } : DEFAULTS;

/** What to set, the empty text being the default or nothing (DLQ-10). */
export function checkedAttributes(
  given: Attributes,
  owner: Owner,
  state: SqsState,
): Readonly<Record<string, string | undefined>> {
  const checked: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(given)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
    if (check === undefined) throw unknownAttribute(name);
    if (value !== "" || name === "FifoQueue") check(value, name, owner, state);
    checked[name] = value === "" ? defaultsOf(owner)[name] : value;
  }
  return checked;
}

/** One kind of encryption at a time (recorded); naming a key turns the other off. */
export function settled(
  before: Attributes,
  change: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const key = "KmsMasterKeyId" in change ? change["KmsMasterKeyId"] : before["KmsMasterKeyId"];
  if (key === undefined) return change;
  if (change["SqsManagedSseEnabled"] === "true")
    throw invalidAttributeName(
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    );
  return { ...change, SqsManagedSseEnabled: "false" };
}

/** perMessageGroupId needs the scope messageGroup (Developer Guide, "High throughput for FIFO queues"). */
export function checkThroughput(attributes: Readonly<Record<string, string | undefined>>): void {
  if (
    attributes["FifoThroughputLimit"] === "perMessageGroupId" &&
    attributes["DeduplicationScope"] !== "messageGroup"
  )
    throw invalidAttributeValue(
      "FifoThroughputLimit",
      "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.",
    );
}
