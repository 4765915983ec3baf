// Room states-language, integrations: a service's answer as the task's result or error, in the names of the SDK that Step Functions calls
// it with (recorded: test_task_service_*, test_aws_sdk; SFN-11, SFN-27, SFN-28).
import { isObject, type Json, type JsonObject, numberOf, objectFrom, textOf } from "../json.ts";
import type { Integration } from "./resource.ts";

export type ServiceAnswer =
  | {
      readonly kind: "answered";
      readonly body: Json;
      readonly requestId: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A Lambda function that failed: its error as the runtime reported it. */
  | { readonly kind: "functionError"; readonly payload: string }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly message: string;
      readonly status: number;
      readonly requestId: string;
    }
  /** Nothing answers at that host. */
  | { readonly kind: "unreachable"; readonly host: string };

export type TaskOutcome = { readonly output: Json } | { readonly error: string; readonly cause: string };

/** What came of a task. */
export function outcomeOf(integration: Integration, answer: ServiceAnswer): TaskOutcome {
  switch (answer.kind) {
    case "answered":
      return answered(integration, answer.body, answer.requestId, answer.headers ?? {});
    case "functionError":
      return functionError(answer.payload);
    case "unreachable":
      return {
        error: `${sdkName(integration)}.SdkClientException`,
        cause: `Unable to execute HTTP request: ${answer.host}: Name or service not known`,
      };
    case "refused":
      return { error: errorName(integration, answer.code), cause: refusal(integration, answer) };
  }
}

type Headers = Readonly<Record<string, string>>;

function answered(integration: Integration, body: Json, requestId: string, headers: Headers): TaskOutcome {
  if (integration.kind === "lambda") return { output: typeof body === "string" ? parsed(body) : body };
  if (integration.kind === "activity" || integration.sdk || !isObject(body)) return { output: body };
  const { service, action } = integration;
  if (service === "events") return eventsOutcome(body);
  if (service === "states" && action === "describeExecution") return { output: body };
  const own = service === "lambda" ? lambdaBody(body) : body;
  return { output: { ...own, ...metadata(requestId, headers) } };
}

function lambdaBody(body: JsonObject): JsonObject {
  const { Payload: payload } = body;
  return {
    ExecutedVersion: "$LATEST",
    StatusCode: 200,
    ...body,
    Payload: typeof payload === "string" ? parsed(payload) : (payload ?? null),
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON.parse answers JSON and nothing else
  } catch {
    return text;
  }
}

function metadata(requestId: string, headers: Headers): JsonObject {
  const all = { ...headers, "x-amzn-RequestId": requestId };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
      HttpHeaders: all,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}

/** One failed entry fails the task, though the others were taken (SFN-28). */
function eventsOutcome(body: JsonObject): TaskOutcome {
  if ((numberOf(body, "FailedEntryCount") ?? 0) === 0) return { output: body };
  return { error: "EventBridge.FailedEntry", cause: JSON.stringify(body) };
}

/** The error is the function's own type; without one AWS says so (SFN-11). */
function functionError(payload: string): TaskOutcome {
  const value = parsed(payload);
  const type = isObject(value) ? textOf(value, "errorType") : undefined;
  if (type !== undefined) return { error: type, cause: payload };
  const cause = `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`;
  return { error: "Lambda.Unknown", cause };
}

/** How the optimized integrations name their services, and the SDK of `aws-sdk:` tasks. */
const OPTIMIZED: ReadonlyMap<string, string> = new Map([
  ["dynamodb", "DynamoDB"],
  ["sqs", "SQS"],
  ["sns", "SNS"],
  ["lambda", "Lambda"],
  ["events", "EventBridge"],
  ["states", "StepFunctions"],
]);
const SDK: ReadonlyMap<string, string> = new Map([
  ["dynamodb", "DynamoDb"],
  ["sqs", "Sqs"],
  ["sns", "Sns"],
  ["s3", "S3"],
  ["lambda", "Lambda"],
  ["eventbridge", "EventBridge"],
  ["sfn", "Sfn"],
  ["kinesis", "Kinesis"],
  ["secretsmanager", "SecretsManager"],
]);

function sdkName(integration: Integration): string {
  if (integration.kind !== "service") return "Lambda";
  const { service, sdk } = integration;
  return (sdk ? SDK : OPTIMIZED).get(service) ?? service.charAt(0).toUpperCase() + service.slice(1);
}

/** Codes that are no class of the service's own stand for its general exception. */
const UNMODELED = new Set([
  "ValidationException",
  "MissingParameter",
  "InvalidParameterValue",
  "InvalidClientTokenId",
  "AccessDenied",
]);

function errorName(integration: Integration, code: string): string {
  const name = sdkName(integration);
  const isSdk = integration.kind === "service" && integration.sdk;
  if (UNMODELED.has(code)) return `${name}.${isSdk ? name : `Amazon${name}`}Exception`;
  return `${name}.${code.endsWith("Exception") ? code : `${code}Exception`}`;
}

/** The two SDK generations write their causes differently (recorded). */
function refusal(
  integration: Integration,
  { message, status, code, requestId }: ServiceAnswer & { readonly kind: "refused" },
): string {
  const name = sdkName(integration);
  if (integration.kind === "service" && integration.sdk) {
    return `${message} (Service: ${name}, Status Code: ${status}, Request ID: ${requestId})`;
  }
  return `${message} (Service: ${V1_NAMES.get(name) ?? name}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
}

const V1_NAMES: ReadonlyMap<string, string> = new Map([
  ["DynamoDB", "AmazonDynamoDBv2"],
  ["SQS", "AmazonSQS"],
  ["SNS", "AmazonSNS"],
  ["Lambda", "AWSLambda"],
  ["EventBridge", "AmazonCloudWatchEvents"],
  ["StepFunctions", "AWSStepFunctions"],
]);

/** An execution as DescribeExecution tells it, for `states:startExecution.sync` and its second version. */
export interface EndedExecution {
  readonly fields: JsonObject;
  readonly status: string;
  readonly input: string;
  readonly output?: string;
}

/** `.sync` keeps input and output as texts, `.sync:2` reads them; a failed execution is the cause of States.TaskFailed. */
export function jobOutcome(integration: Integration, job: EndedExecution): TaskOutcome {
  const reads = integration.kind === "service" && integration.pattern === "sync2";
  const { fields, status, input, output } = job;
  const body = objectFrom([
    ...Object.entries(fields),
    ["Input", reads && status === "SUCCEEDED" ? parsed(input) : input],
    ["Output", output === undefined ? undefined : reads && status === "SUCCEEDED" ? parsed(output) : output],
    ["Status", status],
  ]);
  return status === "SUCCEEDED"
    ? { output: body }
    : { error: "States.TaskFailed", cause: JSON.stringify(sortedByName(body)) };
}

function sortedByName(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
