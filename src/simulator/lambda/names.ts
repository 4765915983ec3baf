// Room simulator/lambda: how a caller names a function: by name, partial ARN or ARN, with a qualifier in it or beside it.
import type { Call } from "../wire/index.ts";
import { invalidParameter, noSuchFunction, validation } from "./errors.ts";
import type { LambdaFunction, LambdaState, Version } from "./state.ts";

const PATTERN = String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?`;
const NAME = new RegExp(`^${PATTERN}$`);
/** Longer names are refused by the model. */
const MAX_NAME = 140;
const MAX_SHORT_NAME = 64;

export interface Reference {
  readonly name: string;
  readonly qualifier: string | undefined;
  readonly region: string;
  readonly account: string;
}

export function readReference(
  text: string | undefined,
  qualifier: string | undefined,
  call: Call,
): Reference {
  const found = NAME.exec(text ?? "");
  if (text === undefined || found === null || text.length > MAX_NAME)
    throw validation(text, "functionName", `Member must satisfy regular expression pattern: ${PATTERN}`);
  const inName = found[9];
  if (inName !== undefined && qualifier !== undefined && inName !== qualifier)
    throw invalidParameter(
      "The derived qualifier from the function name does not match the specified qualifier.",
    );
  const name = found[7] ?? "";
  if (name.length > MAX_SHORT_NAME)
    throw validation(text, "functionName", `Member must have length less than or equal to ${MAX_SHORT_NAME}`);
  const region = found[3]?.slice(0, -1) ?? call.region;
  const account = found[5]?.slice(0, -1) ?? call.account;
  return { name, qualifier: qualifier ?? inName, region, account };
}

export const functionArnOf = ({ region, account, name }: Omit<Reference, "qualifier">): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;

export interface Found {
  readonly fn: LambdaFunction;
  readonly qualifier: string | undefined;
}

/** Whatever its qualifier. */
export function findFunction(
  state: LambdaState,
  name: string | undefined,
  qualifier: string | undefined,
  call: Call,
): Found {
  const reference = readReference(name, qualifier, call);
  const arn = functionArnOf(reference);
  const fn = state.functions.get(arn);
  if (fn === undefined) throw noSuchFunction(qualified(arn, reference.qualifier));
  return { fn, qualifier: reference.qualifier };
}

export interface Target extends Found {
  readonly version: Version;
  /** As the caller named it: with the qualifier, if there was one. */
  readonly arn: string;
}

/** The version that a qualifier means: a number, an alias, $LATEST or nothing. */
export function findTarget(
  state: LambdaState,
  name: string | undefined,
  qualifier: string | undefined,
  call: Call,
): Target {
  const found = findFunction(state, name, qualifier, call);
  const version = versionOf(found.fn, found.qualifier);
  const arn = qualified(found.fn.arn, found.qualifier);
  if (version === undefined) throw noSuchFunction(arn);
  return { ...found, version, arn };
}

export function versionOf(fn: LambdaFunction, qualifier = "$LATEST"): Version | undefined {
  if (qualifier === "$LATEST") return fn.latest;
  return fn.versions.get(fn.aliases.get(qualifier)?.version ?? qualifier) ?? latestByAlias(fn, qualifier);
}

const latestByAlias = (fn: LambdaFunction, qualifier: string): Version | undefined =>
  fn.aliases.get(qualifier)?.version === "$LATEST" ? fn.latest : undefined;

export const qualified = (arn: string, qualifier: string | undefined): string =>
  qualifier === undefined ? arn : `${arn}:${qualifier}`;

/** An ARN with its qualifier, taken apart. */
export function split(functionArn: string): readonly [base: string, qualifier: string | undefined] {
  const parts = functionArn.split(":");
  return [parts.slice(0, 7).join(":"), parts[7]];
}
