// Room simulator/lambda/mapping: the settings of a mapping: read from CreateEventSourceMapping and UpdateEventSourceMapping, checked in AWS's
// words, and as the API answers them.
import type { InternalCalls } from "../../internal.ts";
import { AwsError, type Call, type Fields, type InputOf, isFields } from "../../wire/index.ts";
import { arnOf } from "../arn.ts";
import { queueUrlOf } from "../destinations.ts";
import { atLeast, checkRange, invalidParameter, notModelled, validation } from "../errors.ts";
import { DESTINATIONS, destination } from "../invoke-config.ts";
import {
  DEFAULT_SQS_BATCH,
  DEFAULT_STREAM_BATCH,
  MAX_BATCH_WITHOUT_WINDOW,
  MAX_FIFO_BATCH,
  MAX_MAX_CONCURRENCY,
  MAX_SQS_BATCH,
  MAX_STREAM_BATCH,
  MAX_WINDOW_S,
  MIN_MAX_CONCURRENCY,
} from "../limits.ts";
import type { LambdaState, Mapping, MappingSettings, StreamSettings } from "../state.ts";
import { mappingArn } from "../tags.ts";
import { FILTER_CRITERIA, readFilters } from "./filters.ts";

export const MAPPING = {
  FunctionName: "string",
  Enabled: "boolean",
  BatchSize: "integer",
  MaximumBatchingWindowInSeconds: "integer",
  FilterCriteria: FILTER_CRITERIA,
  FunctionResponseTypes: { list: "string" },
  ScalingConfig: { members: { MaximumConcurrency: "integer" } },
  ParallelizationFactor: "integer",
  DestinationConfig: DESTINATIONS,
  MaximumRecordAgeInSeconds: "integer",
  BisectBatchOnFunctionError: "boolean",
  MaximumRetryAttempts: "integer",
  TumblingWindowInSeconds: "integer",
  ProvisionedPollerConfig: { members: { MinimumPollers: "integer", MaximumPollers: "integer" } },
  SourceAccessConfigurations: { list: { members: { Type: "string", URI: "string" } } },
  KMSKeyArn: "string",
  MetricsConfig: { members: { Metrics: { list: "string" } } },
} as const;

export type MappingInput = InputOf<typeof MAPPING>;

export const MAPPINGS_PATH = "/2015-03-31/event-source-mappings";
export const MAPPING_PATH = `${MAPPINGS_PATH}/{UUID}`;

export type SourceKind = "standard" | "fifo" | "stream";

/** What of a source can be told from its ARN. */
export function sourceKind(sourceArn: string | undefined): SourceKind {
  if (sourceArn === undefined) throw notModelled("self-managed event sources");
  const arn = arnOf(sourceArn);
  if (arn === undefined)
    throw validation(
      sourceArn,
      "eventSourceArn",
      String.raw`Member must satisfy regular expression pattern: arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)`,
    );
  if (arn.service === "sqs") return arn.resource.endsWith(".fifo") ? "fifo" : "standard";
  if (arn.service === "dynamodb" && arn.resource.includes("/stream/")) return "stream";
  if (["kinesis", "kafka", "mq", "rds", "dynamodb"].includes(arn.service))
    throw notModelled(`event sources of service ${arn.service}`);
  throw invalidParameter("Unrecognized event source.");
}

/** What is not given stays as in `before`, or is AWS's default. */
export function readSettings(
  state: LambdaState,
  functionArn: string,
  kind: SourceKind,
  input: MappingInput,
  before: MappingSettings | undefined,
): MappingSettings {
  refuseUnmodelled(input);
  const isStream = kind === "stream";
  const batchSize =
    input.BatchSize ?? before?.batchSize ?? (isStream ? DEFAULT_STREAM_BATCH : DEFAULT_SQS_BATCH);
  const windowS = input.MaximumBatchingWindowInSeconds ?? before?.windowS ?? 0;
  checkBatch(kind, batchSize, windowS);
  const filters = input.FilterCriteria === undefined ? before?.filters : readFilters(input.FilterCriteria);
  return {
    functionArn,
    batchSize,
    windowS,
    filters,
    reportsItemFailures:
      readResponseTypes(input.FunctionResponseTypes) ?? before?.reportsItemFailures ?? false,
    maxConcurrency: maxConcurrency(kind, input, before),
    stream: isStream ? readStream(state, input, before?.stream) : refuseStreamSettings(input),
  };
}

function refuseUnmodelled(input: MappingInput): void {
  for (const name of [
    "TumblingWindowInSeconds",
    "ProvisionedPollerConfig",
    "SourceAccessConfigurations",
    "KMSKeyArn",
    "MetricsConfig",
  ] as const) {
    if (input[name] !== undefined && input[name] !== 0)
      throw notModelled(`event source mappings with ${name}`);
  }
}

/** ESM-02, ESM-03. */
function checkBatch(kind: SourceKind, batchSize: number, windowS: number): void {
  const most = { standard: MAX_SQS_BATCH, fifo: MAX_FIFO_BATCH, stream: MAX_STREAM_BATCH }[kind];
  checkRange(batchSize, "batchSize", 1, Math.max(MAX_SQS_BATCH, most));
  checkRange(windowS, "maximumBatchingWindowInSeconds", 0, MAX_WINDOW_S);
  if (batchSize > most) throw invalidParameter(`Batch size must be between 1 and ${most} for FIFO queues.`);
  if (kind === "fifo" && windowS > 0)
    throw invalidParameter("Batching window is not supported for FIFO queues.");
  if (kind === "standard" && batchSize > MAX_BATCH_WITHOUT_WINDOW && windowS === 0)
    throw invalidParameter(
      `Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than ${MAX_BATCH_WITHOUT_WINDOW}`,
    );
}

function readResponseTypes(types: readonly string[] | undefined): boolean | undefined {
  const odd = types?.find((type) => type !== "ReportBatchItemFailures");
  if (odd !== undefined)
    throw validation(
      `[${types?.join(", ") ?? ""}]`,
      "functionResponseTypes",
      "Member must satisfy constraint: [Member must satisfy enum value set: [ReportBatchItemFailures]]",
    );
  return types === undefined ? undefined : types.length > 0;
}

/** ESM-16. An empty ScalingConfig takes the limit away. */
function maxConcurrency(
  kind: SourceKind,
  { ScalingConfig }: MappingInput,
  before: MappingSettings | undefined,
): number | undefined {
  if (ScalingConfig === undefined) return before?.maxConcurrency;
  const { MaximumConcurrency: limit } = ScalingConfig;
  if (kind === "stream") throw invalidParameter("Unsupported configuration parameter(s) set: ScalingConfig");
  if (limit !== undefined && limit < MIN_MAX_CONCURRENCY)
    throw validation(limit, "scalingConfig.maximumConcurrency", atLeast(MIN_MAX_CONCURRENCY));
  checkRange(limit, "scalingConfig.maximumConcurrency", MIN_MAX_CONCURRENCY, MAX_MAX_CONCURRENCY);
  return limit;
}

const STREAM_ONLY = [
  "ParallelizationFactor",
  "MaximumRecordAgeInSeconds",
  "BisectBatchOnFunctionError",
  "MaximumRetryAttempts",
  "DestinationConfig",
] as const;

function refuseStreamSettings(input: MappingInput): undefined {
  const given = STREAM_ONLY.filter((name) => input[name] !== undefined);
  if (given.length > 0)
    throw invalidParameter(
      `Unsupported configuration parameter(s) set for event source type: ${given.join(", ")}`,
    );
  return undefined;
}

/** Of records and retries (API reference, CreateEventSourceMapping): -1 is without end. */
const FOR_EVER = -1;
const MAX_RECORD_AGE_S = 604_800;
const MIN_RECORD_AGE_S = 60;
const MAX_STREAM_RETRIES = 10_000;

function readStream(
  state: LambdaState,
  input: MappingInput & { readonly StartingPosition?: string | undefined },
  before: StreamSettings | undefined,
): StreamSettings {
  const position = input.StartingPosition ?? before?.startingPosition;
  if (position !== "TRIM_HORIZON" && position !== "LATEST") {
    if (position === "AT_TIMESTAMP")
      throw invalidParameter("Unsupported starting position for stream type: AT_TIMESTAMP");
    throw position === undefined
      ? validation("null", "startingPosition", "Member must not be null.")
      : validation(
          position,
          "startingPosition",
          "Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
        );
  }
  const {
    MaximumRetryAttempts: retries,
    MaximumRecordAgeInSeconds: ageS,
    ParallelizationFactor: factor,
    DestinationConfig: { OnSuccess: onSuccess, OnFailure: onFailure } = {},
  } = input;
  checkRange(retries, "maximumRetryAttempts", FOR_EVER, MAX_STREAM_RETRIES);
  checkRange(ageS, "maximumRecordAgeInSeconds", FOR_EVER, MAX_RECORD_AGE_S);
  if (ageS !== undefined && ageS !== FOR_EVER && ageS < MIN_RECORD_AGE_S)
    throw invalidParameter(
      `Maximum record age in seconds must be greater than or equal to ${MIN_RECORD_AGE_S} or -1 for infinite.`,
    );
  if (factor !== undefined && factor !== 1) throw notModelled("ParallelizationFactor above 1");
  if (onSuccess?.Destination !== undefined)
    throw invalidParameter("Unsupported DestinationConfig parameter for given event source mapping type.");
  return {
    startingPosition: position,
    bisects: input.BisectBatchOnFunctionError ?? before?.bisects ?? false,
    maxRetries: retries ?? before?.maxRetries ?? FOR_EVER,
    maxAgeS: ageS ?? before?.maxAgeS ?? FOR_EVER,
    onFailure:
      onFailure === undefined ? before?.onFailure : destination(state, onFailure.Destination, "onFailure"),
    parallelization: 1,
  };
}

/** ESM-13, ESM-20: the queue is asked, in the words in which AWS tells that it is not there. */
export async function visibilityOf(
  sourceArn: string,
  { region }: Call,
  internal: InternalCalls,
): Promise<number> {
  const input = { QueueUrl: queueUrlOf(sourceArn), AttributeNames: ["VisibilityTimeout"] };
  try {
    const { Attributes } = await internal.call("sqs", "GetQueueAttributes", input, {
      actor: "lambda",
      region,
    });
    return isFields(Attributes) ? Number(Attributes["VisibilityTimeout"]) : 0;
  } catch (error) {
    if (!(error instanceof AwsError) || error.status === 501) throw error;
    throw invalidParameter(
      `Error occurred while ReceiveMessage. SQS Error Code: ${error.queryCode}. SQS Error Message: ${error.message}`,
    );
  }
}

/** A stream that is not there. */
export async function checkStream(
  StreamArn: string,
  { region }: Call,
  internal: InternalCalls,
): Promise<void> {
  try {
    await internal.call("dynamodbstreams", "DescribeStream", { StreamArn }, { actor: "lambda", region });
  } catch (error) {
    if (!(error instanceof AwsError) || error.status === 501) throw error;
    throw invalidParameter(`Stream not found: ${StreamArn}`);
  }
}

export function checkVisibility(visibilityS: number | undefined, timeoutS: number): void {
  if (visibilityS !== undefined && visibilityS < timeoutS)
    throw invalidParameter(
      `Queue visibility timeout: ${visibilityS} seconds is less than Function timeout: ${timeoutS} seconds`,
    );
}

export function mappingAnswer(
  { uuid, settings, ...mapping }: Mapping,
  { epochMs }: Pick<Call, "epochMs">,
): Fields {
  const { stream, filters } = settings;
  return {
    UUID: uuid,
    ...(stream === undefined ? {} : streamAnswer(stream)),
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.windowS,
    EventSourceArn: mapping.sourceArn,
    EventSourceMappingArn: mappingArn({ ...mapping, uuid }),
    ...(filters === undefined
      ? {}
      : { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    FunctionArn: settings.functionArn,
    LastModified: (epochMs + mapping.modifiedMs) / 1_000,
    ...(mapping.lastResult === undefined ? {} : { LastProcessingResult: mapping.lastResult }),
    State: mapping.state,
    StateTransitionReason: stream === undefined ? "USER_INITIATED" : "User action",
    FunctionResponseTypes: settings.reportsItemFailures ? ["ReportBatchItemFailures"] : [],
    ...(settings.maxConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: settings.maxConcurrency } }),
  };
}

function streamAnswer(stream: StreamSettings): Fields {
  const OnFailure = stream.onFailure === undefined ? {} : { Destination: stream.onFailure };
  return {
    StartingPosition: stream.startingPosition,
    ParallelizationFactor: stream.parallelization,
    DestinationConfig: { OnFailure },
    MaximumRecordAgeInSeconds: stream.maxAgeS,
    BisectBatchOnFunctionError: stream.bisects,
    MaximumRetryAttempts: stream.maxRetries,
    TumblingWindowInSeconds: 0,
  };
}
