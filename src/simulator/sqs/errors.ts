// Room simulator/sqs: what SQS answers when it refuses a call: code, HTTP status and AWS's own words, one maker for each. The words are
// recorded from AWS (aws-recordings/answers) or stand in the API Reference.
import { AwsError } from "../wire/index.ts";

const LEGACY = "AWS.SimpleQueueService.";

/** A code whose Query form carries the old prefix. */
const legacy = (code: string, message: string, queryCode = code, status = 400): AwsError =>
  new AwsError(code, message, { queryCode: LEGACY + queryCode, status });

export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message, { queryCode: "InvalidParameterValue" });

/** `Value V for parameter P is invalid. Reason: WHY` */
export const invalidValue = (value: unknown, parameter: string, why: string): AwsError =>
  invalidParameter(`Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${why}`);

export const missingParameter = (name: string): AwsError =>
  new AwsError("MissingRequiredParameterException", `The request must contain the parameter ${name}.`, {
    queryCode: "MissingParameter",
  });

export const noSuchQueue = (): AwsError =>
  new AwsError("QueueDoesNotExist", "The specified queue does not exist.", {
    queryCode: `${LEGACY}NonExistentQueue`,
    queryMessage: "The specified queue does not exist for this wsdl version.",
  });

export const queueNameExists = (attribute: string): AwsError =>
  new AwsError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
    { queryCode: "QueueAlreadyExists" },
  );

export const queueDeletedRecently = (): AwsError =>
  legacy(
    "QueueDeletedRecently",
    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
  );

export const purgeInProgress = (name: string): AwsError =>
  legacy(
    "PurgeQueueInProgress",
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
    "PurgeQueueInProgress",
    403,
  );

export const invalidAttributeName = (message: string): AwsError =>
  new AwsError("InvalidAttributeName", message);
export const unknownAttribute = (name: string): AwsError =>
  invalidAttributeName(`Unknown Attribute ${name}.`);

export const invalidAttributeValue = (name: string, why?: string): AwsError => {
  const reason = why === undefined ? "" : ` Reason: ${why}`;
  return new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.${reason}`);
};

export const invalidReceipt = (handle: string): AwsError =>
  new AwsError(
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );

/** SQS-25. */
export const invalidContents = (): AwsError =>
  new AwsError(
    "InvalidMessageContents",
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
  );

/** SQS-26. */
export const overLimit = (message = "Too many messages in flight."): AwsError =>
  new AwsError("OverLimit", message, { status: 403, queryCode: "OverLimit" });

/** `The resource that you specified for the P parameter doesn't exist.` */
export const noSuchResource = (message: string): AwsError =>
  new AwsError("ResourceNotFoundException", message, { status: 404 });

export const emptyBatch = (entry: string): AwsError =>
  legacy("EmptyBatchRequest", `There should be at least one ${entry} in the request.`);

export const tooManyEntries = (count: number): AwsError =>
  legacy(
    "TooManyEntriesInBatchRequest",
    `Maximum number of entries per request are 10. You have sent ${count}.`,
  );

export const invalidBatchId = (): AwsError =>
  legacy(
    "InvalidBatchEntryId",
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
  );

export const repeatedBatchId = (id: string): AwsError =>
  legacy("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);

export const batchTooLong = (bytes: number, limit: number): AwsError =>
  legacy(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${limit} bytes. You have sent ${bytes} bytes.`,
  );
