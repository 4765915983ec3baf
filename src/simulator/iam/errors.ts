// Room simulator/iam: what IAM answers when it refuses a call: code, HTTP status and AWS's own words, one maker for each.
import { AwsError } from "../wire/index.ts";

export const noSuchEntity = (message: string): AwsError =>
  new AwsError("NoSuchEntity", message, { status: 404 });

export const noSuchRole = (name: string): AwsError =>
  noSuchEntity(`The role with name ${name} cannot be found.`);

export const noSuchPolicy = (arn: string): AwsError => noSuchEntity(`Policy ${arn} was not found.`);

export const alreadyExists = (message: string): AwsError =>
  new AwsError("EntityAlreadyExists", message, { status: 409 });

export const deleteConflict = (message: string): AwsError =>
  new AwsError("DeleteConflict", message, { status: 409 });

export const limitExceeded = (message: string): AwsError =>
  new AwsError("LimitExceeded", message, { status: 409 });

export const malformedPolicy = (message: string): AwsError =>
  new AwsError("MalformedPolicyDocument", message);

export const invalidInput = (message: string): AwsError => new AwsError("InvalidInput", message);

export const invalidMember = (path: string, value: string, constraint: string): AwsError =>
  new AwsError(
    "ValidationError",
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`,
  );

export const missingMember = (path: string): AwsError =>
  new AwsError(
    "ValidationError",
    `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );

export const notModelled = (what: string): AwsError =>
  new AwsError("NotImplemented", `iam ${what} is not implemented by this simulator`, { status: 501 });
