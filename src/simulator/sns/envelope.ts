// Room simulator/sns: the JSON around a message that is not delivered raw (SNS-17), in AWS's order of members and its spaces.
import { keyedBytes } from "../../box/keyed.ts";
import { arnOf } from "./arn.ts";
import type { MessageAttributes } from "./message-attributes.ts";
import type { Message, Subscription, Topic } from "./state.ts";
import { effectiveTopicAttribute } from "./topic-attributes.ts";

const SIGNATURE_BYTES = 256;
const BLOCK_BYTES = 32;
const CERTIFICATE = "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

export interface Envelope {
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly message: Message;
  readonly body: string;
  readonly seed: string;
  readonly epochMs: number;
}

/** A FIFO topic's notification has a sequence number and, as recorded, no signature. */
export function envelopeOf({ topic, subscription, message, body, seed, epochMs }: Envelope): string {
  const host = `https://sns.${arnOf(topic.arn)?.region ?? "us-east-1"}.amazonaws.com`;
  const signature = {
    SignatureVersion: effectiveTopicAttribute(topic, "SignatureVersion"),
    Signature: signatureOf(seed, message.messageId),
    SigningCertURL: `${host}/${CERTIFICATE}`,
  };
  const members = {
    Type: "Notification",
    MessageId: message.messageId,
    SequenceNumber: message.sequenceNumber,
    TopicArn: topic.arn,
    Subject: message.subject,
    Message: body,
    Timestamp: new Date(epochMs + message.publishedAtMs).toISOString(),
    ...(topic.isFifo ? {} : signature),
    UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
  };
  const lines = Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  "${name}" : ${JSON.stringify(value)}`);
  return `{\n${[...lines, ...attributeLines(message.attributes)].join(",\n")}\n}`;
}

function attributeLines(attributes: MessageAttributes): readonly string[] {
  const lines = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    const value = JSON.stringify({ Type: DataType, Value: StringValue ?? BinaryValue });
    return `    ${JSON.stringify(name)} : ${value}`;
  });
  return lines.length === 0 ? [] : [`  "MessageAttributes" : {\n${lines.join(",\n")}\n  }`];
}

/** Of the length of a real one, and the same for all subscribers as there; nobody can verify it. */
const signatureOf = (seed: string, messageId: string): string =>
  Buffer.alloc(SIGNATURE_BYTES, keyedBytes(seed, BLOCK_BYTES, "sns.signature", messageId)).toString("base64");
