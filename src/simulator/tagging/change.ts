// Room simulator/tagging: changes tags by the services' own operations, one resource after the other; what a service refuses is told
// beside the resource and does not hold up the others.
import { AwsError, type Caller } from "../wire/index.ts";
import { invalidParameter } from "./errors.ts";
import { MAX_ARNS } from "./limits.ts";
import type { TagCall, TaggingPorts, TagSource } from "./ports.ts";

export const FAILED = {
  map: { members: { StatusCode: "integer", ErrorCode: "string", ErrorMessage: "string" } },
} as const;

interface Failure {
  readonly StatusCode: number;
  readonly ErrorCode: "InvalidParameterException" | "InternalServiceException";
  readonly ErrorMessage: string;
}

export async function changeAll(
  ports: TaggingPorts,
  arns: readonly string[],
  caller: Caller,
  callOf: (source: TagSource, arn: string) => TagCall | undefined,
): Promise<Readonly<Record<string, Failure>>> {
  if (arns.length === 0 || arns.length > MAX_ARNS)
    throw invalidParameter(`ResourceARNList must have 1 to ${MAX_ARNS} ARNs.`);
  const failed: Record<string, Failure> = {};
  for (const arn of arns) {
    const failure = await change(ports, arn, caller, callOf);
    if (failure !== undefined) failed[arn] = failure;
  }
  return failed;
}

async function change(
  { sources, internal }: TaggingPorts,
  arn: string,
  { region, actor = "tagging", signal }: Caller,
  callOf: (source: TagSource, arn: string) => TagCall | undefined,
): Promise<Failure | undefined> {
  const source = sources.find(({ service }) => service === arn.split(":")[2]);
  const call = source === undefined ? undefined : callOf(source, arn);
  if (source === undefined || call === undefined) return refused(`${arn} is no ARN of a resource with tags.`);
  try {
    await internal.call(source.service, call.operation, call.input, {
      actor,
      region,
      ...(signal === undefined ? {} : { signal }),
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.senderFault) return refused(error.message);
    return { StatusCode: error.status, ErrorCode: "InternalServiceException", ErrorMessage: error.message };
  }
}

const refused = (ErrorMessage: string): Failure => ({
  StatusCode: 400,
  ErrorCode: "InvalidParameterException",
  ErrorMessage,
});
