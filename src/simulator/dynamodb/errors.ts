// Room simulator/dynamodb: what DynamoDB answers when it refuses a call, in AWS's words: recorded (aws-recordings/answers), from the API
// Reference, or, where neither has them, from tests that others run against AWS (docs/DYNAMODB.md names each source).
import { AwsError, type Fields } from "../wire/index.ts";

export const validation = (message: string): AwsError =>
  new AwsError("ValidationException", message, { typePrefix: "com.amazon.coral.validate#" });

/** `One or more parameter values were invalid: …` */
export const invalidValue = (why: string): AwsError =>
  validation(`One or more parameter values were invalid: ${why}`);

export const serialization = (message: string): AwsError =>
  new AwsError("SerializationException", message, { typePrefix: "com.amazon.coral.service#" });

/** Operations on items do not say which resource. */
export const noSuchResource = (): AwsError =>
  new AwsError("ResourceNotFoundException", "Requested resource not found");

export const noSuchTable = (name: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Requested resource not found: Table: ${name} not found`);

export const noSuchArn = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Requested resource not found: ResourcArn: ${arn} not found`);

export const inUse = (message: string): AwsError => new AwsError("ResourceInUseException", message);

export const throttled = (): AwsError =>
  new AwsError(
    "ProvisionedThroughputExceededException",
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
  );

export const inTransaction = (): AwsError =>
  new AwsError("TransactionConflictException", "Transaction is ongoing for the item");

export const unavailable = (): AwsError =>
  new AwsError("InternalServerError", "Internal server error", { status: 500 });

export const conditionFailed = (item: Fields | undefined): AwsError =>
  new AwsError(
    "ConditionalCheckFailedException",
    "The conditional request failed",
    item === undefined ? {} : { members: { Item: item } },
  );
