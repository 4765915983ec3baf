// Room simulator/lambda: a function, as the API answers it.
import { createHash } from "node:crypto";
import type { Call, Fields } from "../wire/index.ts";
import { qualified } from "./names.ts";
import type { LambdaFunction, Version } from "./state.ts";

/** `2026-01-01T00:00:00.000+0000`. */
export const dateText = (ms: number): string => new Date(Math.floor(ms)).toISOString().replace("Z", "+0000");

export function configurationOf(
  fn: Pick<LambdaFunction, "arn" | "name" | "region">,
  version: Version,
  call: Pick<Call, "nowMs" | "epochMs">,
  qualifier?: string,
): Fields {
  const { config, code } = version;
  return {
    FunctionName: fn.name,
    FunctionArn: qualified(fn.arn, qualifier),
    Runtime: config.runtime,
    Role: config.role,
    Handler: config.handler,
    CodeSize: code.sizeBytes,
    Description: config.description,
    Timeout: config.timeoutS,
    MemorySize: config.memoryMb,
    LastModified: dateText(call.epochMs + version.modifiedMs),
    CodeSha256: code.sha256,
    Version: version.version,
    ...(config.deadLetterArn === undefined ? {} : { DeadLetterConfig: { TargetArn: config.deadLetterArn } }),
    ...(config.variables === undefined ? {} : { Environment: { Variables: config.variables } }),
    TracingConfig: { Mode: config.tracing },
    RevisionId: version.revisionId,
    ...stateOf(version, call.nowMs),
    PackageType: "Zip",
    Architectures: [config.architecture],
    EphemeralStorage: { Size: config.storageMb },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    RuntimeVersionConfig: {
      RuntimeVersionArn: `arn:aws:lambda:${fn.region}::runtime:${hashOf(config.runtime)}`,
    },
    LoggingConfig: { LogFormat: config.logFormat, LogGroup: config.logGroup },
  };
}

export const isActive = ({ activeAtMs }: Version, nowMs: number): boolean => nowMs >= activeAtMs;

export const isUpdating = ({ updatedAtMs }: Version, nowMs: number): boolean =>
  updatedAtMs !== undefined && nowMs < updatedAtMs;

/** As AWS answered it (recorded: test_lambda_destinations, create_lambda_with_dlq and delete_dlq). */
function stateOf(version: Version, nowMs: number): Fields {
  const creating = "The function is being created.";
  if (!isActive(version, nowMs))
    return { State: "Pending", StateReason: creating, StateReasonCode: "Creating" };
  if (!isUpdating(version, nowMs)) return { State: "Active", LastUpdateStatus: "Successful" };
  const update = { LastUpdateStatusReason: creating, LastUpdateStatusReasonCode: "Creating" };
  return { State: "Active", LastUpdateStatus: "InProgress", ...update };
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
