// Room simulator/logs: the group a call names, by name or by ARN, or CloudWatch Logs' refusal (API Reference, CreateLogGroup).
import { AwsError, type Call } from "../wire/index.ts";
import type { LogGroup, LogsState } from "./state.ts";

const MAX_NAME = 512;
const MAX_TAGS = 50;

export const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);

export const arnOf = (name: string, { region, account }: Pick<Call, "region" | "account">): string =>
  `arn:aws:logs:${region}:${account}:log-group:${name}`;

export function readName(name = ""): string {
  if (name === "" || name.length > MAX_NAME || !/^[.\-_/#A-Za-z0-9]+$/.test(name))
    throw invalid(
      `1 validation error detected: Value '${name.slice(0, MAX_NAME)}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
    );
  return name;
}

const noSuchGroup = (): AwsError =>
  new AwsError("ResourceNotFoundException", "The specified log group does not exist.");

export function findGroup(state: LogsState, name: string | undefined, call: Call): LogGroup {
  const group = state.groups.get(arnOf(readName(name), call));
  if (group === undefined) throw noSuchGroup();
  return group;
}

/** By ARN; the one that DescribeLogGroups tells ends with `:*`. */
export function groupOf(state: LogsState, arn = ""): LogGroup {
  const group = state.groups.get(arn.replace(/:\*$/, ""));
  if (group === undefined) throw noSuchGroup();
  return group;
}

export function readTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (Object.keys(tags).length > MAX_TAGS) throw invalid(`A log group has at most ${MAX_TAGS} tags`);
  return tags;
}
