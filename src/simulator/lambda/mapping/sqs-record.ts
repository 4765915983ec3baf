// Room simulator/lambda/mapping: a message as a function gets it (ESM-21; recorded: answers/test_lambda_integration_sqs.json).
import { type Fields, isFields } from "../../wire/index.ts";

export interface Message {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly record: Fields;
  readonly sizeBytes: number;
}

export interface From {
  readonly arn: string;
  readonly region: string;
  /** With a window AWS writes the digest of no attributes too. */
  readonly hasWindow: boolean;
}

export function messageOf(received: unknown, { arn, region, hasWindow }: From): Message {
  const fields = isFields(received) ? received : {};
  const text = (name: string): string => textOf(fields[name]);
  const digest = fields["MD5OfMessageAttributes"] ?? (hasWindow ? null : undefined);
  const record = {
    messageId: text("MessageId"),
    receiptHandle: text("ReceiptHandle"),
    body: text("Body"),
    attributes: fields["Attributes"] ?? {},
    messageAttributes: attributesOf(fields["MessageAttributes"]),
    ...(digest === undefined ? {} : { md5OfMessageAttributes: digest }),
    md5OfBody: text("MD5OfBody"),
    eventSource: "aws:sqs",
    eventSourceARN: arn,
    awsRegion: region,
  };
  return {
    messageId: record.messageId,
    receiptHandle: record.receiptHandle,
    record,
    sizeBytes: Buffer.byteLength(record.body),
  };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function attributesOf(attributes: unknown): Fields {
  if (!isFields(attributes)) return {};
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const { StringValue, BinaryValue, DataType } = isFields(attribute) ? attribute : {};
      const value = BinaryValue === undefined ? { stringValue: StringValue } : { binaryValue: BinaryValue };
      return [name, { ...value, stringListValues: [], binaryListValues: [], dataType: DataType }];
    }),
  );
}
