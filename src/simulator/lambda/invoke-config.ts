// Room simulator/lambda: how asynchronous invocations are treated: read from a request, checked, and as the API answers it.
import type { Call, Fields, InputOf } from "../wire/index.ts";
import { arnOf } from "./arn.ts";
import { checkRange, invalidParameter, notFound, notModelled, validation } from "./errors.ts";
import { DEFAULT_MAX_AGE_S } from "./limits.ts";
import { findTarget, qualified, type Target } from "./names.ts";
import type { InvokeConfig, LambdaFunction, LambdaState } from "./state.ts";

const DESTINATION = { members: { Destination: "string" } } as const;
export const DESTINATIONS = { members: { OnSuccess: DESTINATION, OnFailure: DESTINATION } } as const;

export const INVOKE_CONFIG = {
  FunctionName: "string",
  Qualifier: "string",
  MaximumRetryAttempts: "integer",
  MaximumEventAgeInSeconds: "integer",
  DestinationConfig: DESTINATIONS,
} as const;

export const INVOKE_CONFIG_PATH = "/2019-09-25/functions/{FunctionName}/event-invoke-config";

type Input = InputOf<typeof INVOKE_CONFIG>;

/** Below a minute an event may not live (API reference, PutFunctionEventInvokeConfig). */
const MIN_AGE_S = 60;
const MAX_RETRIES = 2;

export interface Wanted extends Pick<Target, "fn"> {
  readonly qualifier: string;
  readonly config: InvokeConfig;
}

/** What is not given stays as it was in `before`. */
export function readInvokeConfig(
  state: LambdaState,
  input: Input,
  call: Call,
  before: (fn: LambdaFunction, qualifier: string) => InvokeConfig | undefined,
): Wanted {
  const { fn, qualifier = "$LATEST" } = findTarget(state, input.FunctionName, input.Qualifier, call);
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: ageS, DestinationConfig } = input;
  if (retries === undefined && ageS === undefined && DestinationConfig === undefined)
    throw invalidParameter("You must specify at least one of error handling or destination setting.");
  checkRange(retries, "maximumRetryAttempts", 0, MAX_RETRIES);
  checkRange(ageS, "maximumEventAgeInSeconds", MIN_AGE_S, DEFAULT_MAX_AGE_S);
  const standing = before(fn, qualifier);
  const config: InvokeConfig = {
    modifiedMs: call.nowMs,
    maxRetries: retries ?? standing?.maxRetries,
    maxAgeS: ageS ?? standing?.maxAgeS,
    onSuccess:
      destination(state, DestinationConfig?.OnSuccess?.Destination, "onSuccess", fn) ?? standing?.onSuccess,
    onFailure:
      destination(state, DestinationConfig?.OnFailure?.Destination, "onFailure", fn) ?? standing?.onFailure,
  };
  return { fn, qualifier, config };
}

/** `of`: the function whose events go there. */
export function destination(
  state: LambdaState,
  arn: string | undefined,
  member: "onSuccess" | "onFailure",
  of?: Pick<LambdaFunction, "arn">,
): string | undefined {
  if (arn === undefined || arn === "") return undefined;
  const read = arnOf(arn);
  if (read === undefined)
    throw validation(
      arn,
      `destinationConfig.${member}.destination`,
      String.raw`Member must satisfy regular expression pattern: ^$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)`,
    );
  if (!["sqs", "sns", "lambda"].includes(read.service))
    throw notModelled(`destinations of service ${read.service}`);
  const name = arn.split(":").slice(0, 7).join(":");
  if (read.service === "lambda" && !state.functions.has(name))
    throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  if (name === of?.arn) throw invalidParameter("You can't specify the function as a destination for itself.");
  return arn;
}

export function findInvokeConfig(state: LambdaState, input: Input, call: Call) {
  const { fn, qualifier = "$LATEST" } = findTarget(state, input.FunctionName, input.Qualifier, call);
  const config = fn.invokeConfigs.get(qualifier);
  if (config === undefined)
    throw notFound(`The function ${qualified(fn.arn, qualifier)} doesn't have an EventInvokeConfig`);
  return { fn, qualifier, config };
}

export function invokeConfigAnswer(
  fn: LambdaFunction,
  qualifier: string,
  config: InvokeConfig,
  { epochMs }: Call,
): Fields {
  const to = (Destination: string | undefined) => (Destination === undefined ? {} : { Destination });
  return {
    LastModified: (epochMs + config.modifiedMs) / 1_000,
    FunctionArn: qualified(fn.arn, qualifier),
    ...(config.maxRetries === undefined ? {} : { MaximumRetryAttempts: config.maxRetries }),
    ...(config.maxAgeS === undefined ? {} : { MaximumEventAgeInSeconds: config.maxAgeS }),
    DestinationConfig: { OnSuccess: to(config.onSuccess), OnFailure: to(config.onFailure) },
  };
}
