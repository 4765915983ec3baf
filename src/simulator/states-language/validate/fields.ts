// Room states-language, validation: which fields which state takes, and in which query language (AWS, the pages of the state types, read
// 2026-11; ValidateStateMachineDefinition refuses any other with "Field '...' is not supported").
import type { StateType } from "../definition.ts";

const COMMON = ["Type", "Comment", "QueryLanguage"];
const PATHS = ["InputPath", "OutputPath"];
const FLOW = ["Next", "End"];
const RESULT = ["ResultPath", "ResultSelector"];
const MADE = ["Output", "Assign"];
const ERRORS = ["Retry", "Catch"];

export const STATE_FIELDS: Readonly<Record<StateType, ReadonlySet<string>>> = {
  Pass: new Set([...COMMON, ...PATHS, ...FLOW, ...MADE, "Result", "ResultPath", "Parameters"]),
  Task: new Set([
    ...COMMON,
    ...PATHS,
    ...FLOW,
    ...RESULT,
    ...MADE,
    ...ERRORS,
    "Parameters",
    "Arguments",
    "Resource",
    "Credentials",
    "TimeoutSeconds",
    "TimeoutSecondsPath",
    "HeartbeatSeconds",
    "HeartbeatSecondsPath",
  ]),
  Wait: new Set([
    ...COMMON,
    ...PATHS,
    ...FLOW,
    ...MADE,
    "Seconds",
    "Timestamp",
    "SecondsPath",
    "TimestampPath",
  ]),
  Parallel: new Set([
    ...COMMON,
    ...PATHS,
    ...FLOW,
    ...RESULT,
    ...MADE,
    ...ERRORS,
    "Parameters",
    "Arguments",
    "Branches",
  ]),
  Map: new Set([
    ...COMMON,
    ...PATHS,
    ...FLOW,
    ...RESULT,
    ...MADE,
    ...ERRORS,
    "Parameters",
    "ItemProcessor",
    "Iterator",
    "ItemsPath",
    "Items",
    "ItemSelector",
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "MaxConcurrency",
    "MaxConcurrencyPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "Label",
  ]),
  Choice: new Set([...COMMON, ...PATHS, ...MADE, "Choices", "Default"]),
  Succeed: new Set([...COMMON, ...PATHS, "Output"]),
  Fail: new Set([...COMMON, "Error", "Cause", "ErrorPath", "CausePath"]),
};

export const MACHINE_FIELDS = new Set([
  "Comment",
  "QueryLanguage",
  "StartAt",
  "TimeoutSeconds",
  "Version",
  "States",
]);
export const NESTED_FIELDS = new Set(["Comment", "StartAt", "States", "ProcessorConfig"]);

export const JSONPATH_ONLY = [
  "InputPath",
  "OutputPath",
  "ResultPath",
  "Parameters",
  "ResultSelector",
  "Result",
  "ItemsPath",
  "TimeoutSecondsPath",
  "HeartbeatSecondsPath",
  "SecondsPath",
  "TimestampPath",
  "MaxConcurrencyPath",
  "ToleratedFailurePercentagePath",
  "ToleratedFailureCountPath",
  "ErrorPath",
  "CausePath",
];

export const JSONATA_ONLY = ["Arguments", "Output", "Items"];

/** Fields of which one state may have only one. */
export const EXCLUSIVE: readonly (readonly [string, string])[] = [
  ["TimeoutSeconds", "TimeoutSecondsPath"],
  ["HeartbeatSeconds", "HeartbeatSecondsPath"],
  ["MaxConcurrency", "MaxConcurrencyPath"],
  ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
  ["ToleratedFailureCount", "ToleratedFailureCountPath"],
  ["Error", "ErrorPath"],
  ["Cause", "CausePath"],
  ["ItemProcessor", "Iterator"],
];

/** Whole numbers, with their least and greatest value. */
export const NUMBERS: readonly (readonly [field: string, min: number, max: number])[] = [
  ["TimeoutSeconds", 1, 99_999_999],
  ["HeartbeatSeconds", 1, 99_999_999],
  ["Seconds", 0, 99_999_999],
  ["MaxConcurrency", 0, Number.MAX_SAFE_INTEGER],
  ["ToleratedFailureCount", 0, Number.MAX_SAFE_INTEGER],
];

/** Members of a retrier. */
export const RETRY_NUMBERS: readonly (readonly [field: string, min: number, max: number, whole: boolean])[] =
  [
    ["IntervalSeconds", 0, 99_999_999, true],
    ["MaxAttempts", 0, 99_999_999, true],
    ["BackoffRate", 1, Number.MAX_SAFE_INTEGER, false],
    ["MaxDelaySeconds", 1, 31_622_400, true],
  ];

/** What an optimized integration must be given ("a `.$` key counts as present"). */
export const REQUIRED_ARGUMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["lambda:invoke", ["FunctionName"]],
  ["sqs:sendMessage", ["QueueUrl", "MessageBody"]],
  ["sns:publish", ["Message"]],
  ["dynamodb:putItem", ["TableName", "Item"]],
  ["dynamodb:getItem", ["TableName", "Key"]],
  ["dynamodb:updateItem", ["TableName", "Key"]],
  ["dynamodb:deleteItem", ["TableName", "Key"]],
  ["states:startExecution", ["StateMachineArn"]],
  ["events:putEvents", ["Entries"]],
]);

/** Optimized integrations that offer no job to wait for, and those that hand out no token. */
export const NO_SYNC = new Set(["lambda", "sns", "sqs", "dynamodb", "events", "apigateway"]);
export const NO_TOKEN = new Set([
  "dynamodb",
  "athena",
  "batch",
  "codebuild",
  "glue",
  "sagemaker",
  "databrew",
]);
