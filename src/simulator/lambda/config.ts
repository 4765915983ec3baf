// Room simulator/lambda: a function's settings: read from CreateFunction and UpdateFunctionConfiguration, checked in AWS's words. What would
// have an effect in AWS and has none here is refused by name.
import type { InputOf } from "../wire/index.ts";
import { atLeast, atMost, checkRange, invalidParameter, notModelled, validation } from "./errors.ts";
import {
  DEFAULT_TIMEOUT_S,
  MAX_MEMORY_MB,
  MAX_TIMEOUT_S,
  MAX_VARIABLES_BYTES,
  MIN_MEMORY_MB,
  MIN_STORAGE_MB,
} from "./limits.ts";
import type { FunctionConfig } from "./state.ts";

export const CONFIG = {
  Role: "string",
  Runtime: "string",
  Handler: "string",
  Description: "string",
  Timeout: "integer",
  MemorySize: "integer",
  VpcConfig: { members: { SubnetIds: { list: "string" }, SecurityGroupIds: { list: "string" } } },
  DeadLetterConfig: { members: { TargetArn: "string" } },
  Environment: { members: { Variables: { map: "string" } } },
  KMSKeyArn: "string",
  TracingConfig: { members: { Mode: "string" } },
  Layers: { list: "string" },
  FileSystemConfigs: { list: { members: { Arn: "string" } } },
  ImageConfig: { members: { EntryPoint: { list: "string" } } },
  EphemeralStorage: { members: { Size: "integer" } },
  SnapStart: { members: { ApplyOn: "string" } },
  LoggingConfig: {
    members: {
      LogFormat: "string",
      ApplicationLogLevel: "string",
      SystemLogLevel: "string",
      LogGroup: "string",
    },
  },
} as const;

type ConfigInput = InputOf<typeof CONFIG>;

/** Node as the simulator's own thread runs it; the name is only told. */
const NODE_RUNTIMES = new Set(["nodejs18.x", "nodejs20.x", "nodejs22.x", "nodejs24.x"]);
const OTHER_RUNTIME = /^(nodejs|java|python|dotnet|dotnetcore|go|ruby|provided)[\w.-]*$/;
const ROLE = String.raw`arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+`;
const HANDLER = String.raw`[^\s]+`;
const VARIABLE = String.raw`[a-zA-Z]([a-zA-Z0-9_])+`;
const DEAD_LETTER = /^arn:aws[a-zA-Z-]*:(sqs|sns):[a-z0-9-]+:\d{12}:[\w.-]+$/;
const MAX_DESCRIPTION = 256;
/** Developer Guide, "Defined runtime environment variables". */
const RESERVED = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

const defaultsFor = (name: string): Omit<FunctionConfig, "runtime" | "role" | "handler"> => ({
  description: "",
  timeoutS: DEFAULT_TIMEOUT_S,
  memoryMb: MIN_MEMORY_MB,
  variables: undefined,
  deadLetterArn: undefined,
  architecture: "x86_64",
  storageMb: MIN_STORAGE_MB,
  tracing: "PassThrough",
  logFormat: "Text",
  logGroup: `/aws/lambda/${name}`,
});

export function newConfig(
  name: string,
  input: ConfigInput,
  architectures: readonly string[] = [],
): FunctionConfig {
  if (input.Role === undefined) throw validation("null", "role", "Member must not be null");
  if (input.Runtime === undefined || input.Handler === undefined)
    throw invalidParameter(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  const [architecture = "x86_64"] = architectures;
  if (architecture !== "x86_64" && architecture !== "arm64")
    throw validation(
      `[${architecture}]`,
      "architectures",
      "Member must satisfy enum value set: [x86_64, arm64]",
    );
  const required = { runtime: input.Runtime, role: input.Role, handler: input.Handler };
  return changedConfig({ ...defaultsFor(name), ...required, architecture }, input);
}

/** What is not given stays. */
export function changedConfig(before: FunctionConfig, input: ConfigInput): FunctionConfig {
  refuseUnmodelled(input);
  const { Timeout: timeoutS, MemorySize: memoryMb, EphemeralStorage, LoggingConfig, TracingConfig } = input;
  if (input.Role !== undefined) checkPattern(input.Role, "role", ROLE);
  if (input.Handler !== undefined) checkPattern(input.Handler, "handler", HANDLER);
  if (input.Runtime !== undefined) checkRuntime(input.Runtime);
  checkRange(timeoutS, "timeout", 1, MAX_TIMEOUT_S);
  if (input.Description !== undefined && input.Description.length > MAX_DESCRIPTION)
    throw validation(
      input.Description,
      "description",
      `Member must have length less than or equal to ${MAX_DESCRIPTION}`,
    );
  if (memoryMb !== undefined && memoryMb < MIN_MEMORY_MB)
    throw validation(memoryMb, "memorySize", atLeast(MIN_MEMORY_MB));
  if (memoryMb !== undefined && memoryMb > MAX_MEMORY_MB)
    throw validation(memoryMb, "memorySize", atMost(MAX_MEMORY_MB));
  checkRange(EphemeralStorage?.Size, "ephemeralStorage.size", MIN_STORAGE_MB, MAX_MEMORY_MB);
  const given: { [K in keyof FunctionConfig]?: FunctionConfig[K] | undefined } = {
    role: input.Role,
    runtime: input.Runtime,
    handler: input.Handler,
    description: input.Description,
    timeoutS,
    memoryMb,
    variables: readVariables(input.Environment?.Variables),
    storageMb: EphemeralStorage?.Size,
    tracing: TracingConfig?.Mode,
    logGroup: LoggingConfig?.LogGroup,
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...before, ...set, deadLetterArn: deadLetter(before, input) };
}

function refuseUnmodelled(input: ConfigInput): void {
  const { VpcConfig, Layers = [], FileSystemConfigs = [], SnapStart, LoggingConfig } = input;
  if ((VpcConfig?.SubnetIds ?? []).length > 0) throw notModelled("VpcConfig");
  if (Layers.length > 0) throw notModelled("Layers");
  if (FileSystemConfigs.length > 0) throw notModelled("FileSystemConfigs");
  if (input.ImageConfig !== undefined) throw notModelled("ImageConfig");
  if (SnapStart?.ApplyOn !== undefined && SnapStart.ApplyOn !== "None") throw notModelled("SnapStart");
  if (LoggingConfig?.LogFormat === "JSON") throw notModelled("LoggingConfig with LogFormat JSON");
}

function checkRuntime(runtime: string): void {
  if (NODE_RUNTIMES.has(runtime)) return;
  if (OTHER_RUNTIME.test(runtime)) throw notModelled(`functions with runtime ${runtime}`);
  throw invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${[...NODE_RUNTIMES].join(", ")}] or be a valid ARN`,
  );
}

function checkPattern(value: string, at: string, pattern: string): void {
  if (!new RegExp(`^${pattern}$`).test(value))
    throw validation(value, at, `Member must satisfy regular expression pattern: ${pattern}`);
}

/** An empty ARN takes the queue away. */
function deadLetter(
  { deadLetterArn }: FunctionConfig,
  { DeadLetterConfig }: ConfigInput,
): string | undefined {
  const arn = DeadLetterConfig?.TargetArn;
  if (arn === undefined) return deadLetterArn;
  if (arn === "") return undefined;
  if (!DEAD_LETTER.test(arn))
    throw validation(
      arn,
      "deadLetterConfig.targetArn",
      String.raw`Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()`,
    );
  return arn;
}

function readVariables(variables: Readonly<Record<string, string>> | undefined) {
  if (variables === undefined) return undefined;
  const names = Object.keys(variables);
  const odd = names.find((name) => !new RegExp(`^${VARIABLE}$`).test(name));
  const reserved = names.filter((name) => RESERVED.has(name));
  const unable =
    "Lambda was unable to configure your environment variables because the environment variables you have provided";
  if (reserved.length > 0)
    throw invalidParameter(
      `${unable} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  if (odd !== undefined)
    throw validation(
      `{${names.map((name) => `${name}=${variables[name]}`).join(", ")}}`,
      "environment.variables",
      `Map keys must satisfy constraint: [Member must satisfy regular expression pattern: ${VARIABLE}]`,
    );
  if (Buffer.byteLength(JSON.stringify(variables)) > MAX_VARIABLES_BYTES)
    throw invalidParameter(`${unable} exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`);
  refuseEffects(variables);
  return { ...variables };
}

/** A thread has the time zone of its process, and code starts without a wrapper. */
function refuseEffects({
  TZ = "",
  AWS_LAMBDA_EXEC_WRAPPER: wrapper,
}: Readonly<Record<string, string>>): void {
  if (!/^:?(UTC)?$/.test(TZ)) throw notModelled("functions with the variable TZ, other than UTC");
  if (wrapper !== undefined) throw notModelled("functions with the variable AWS_LAMBDA_EXEC_WRAPPER");
}
