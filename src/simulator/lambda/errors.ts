// Room simulator/lambda: refusals in Lambda's words: code, status, and the fields that stand beside the message in the answer.
import { AwsError } from "../wire/index.ts";

/** A refusal with what else its answer says: `Reason` of a throttle. */
export class LambdaError extends AwsError {
  readonly fields: Readonly<Record<string, string>>;
  constructor(code: string, status: number, message: string, fields: Readonly<Record<string, string>> = {}) {
    super(code, message, { status });
    this.fields = fields;
  }
}

export const invalidParameter = (message: string): LambdaError =>
  new LambdaError("InvalidParameterValueException", 400, message);

/** Constraints of the API's model, checked before the service sees the request. */
export const validation = (value: unknown, at: string, constraint: string): LambdaError =>
  new LambdaError(
    "ValidationException",
    400,
    `1 validation error detected: Value '${String(value)}' at '${at}' failed to satisfy constraint: ${constraint}`,
  );

export const atMost = (limit: number): string => `Member must have value less than or equal to ${limit}`;
export const atLeast = (limit: number): string => `Member must have value greater than or equal to ${limit}`;

/** Numbers within limits, where they are given. */
export function checkRange(value: number | undefined, at: string, from: number, to: number): void {
  if (value === undefined) return;
  if (value < from) throw validation(value, at, atLeast(from));
  if (value > to) throw validation(value, at, atMost(to));
}

export const notFound = (message: string): LambdaError =>
  new LambdaError("ResourceNotFoundException", 404, message);

export const conflict = (message: string): LambdaError =>
  new LambdaError("ResourceConflictException", 409, message);

export const noSuchFunction = (arn: string): LambdaError => notFound(`Function not found: ${arn}`);

/** RevisionId given, and not the latest. */
export const precondition = (): LambdaError =>
  new LambdaError(
    "PreconditionFailedException",
    412,
    "The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId",
  );

export type ThrottleReason =
  | "ReservedFunctionConcurrentInvocationLimitExceeded"
  | "ConcurrentInvocationLimitExceeded"
  | "CallerRateLimitExceeded";

export const throttled = (Reason: ThrottleReason): LambdaError =>
  new LambdaError("TooManyRequestsException", 429, "Rate Exceeded.", { Reason });

/** What has an effect in AWS and would have none here. */
export const notModelled = (what: string): AwsError =>
  new AwsError("NotImplemented", `lambda ${what} is not implemented by this simulator`, { status: 501 });
