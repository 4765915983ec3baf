// Room simulator/lambda: aliases: a name for a version.
import type { Fields } from "../wire/index.ts";
import { notFound, notModelled, validation } from "./errors.ts";
import { noSuchFunction } from "./errors.ts";
import type { Alias, LambdaFunction } from "./state.ts";

export const ROUTING = { members: { AdditionalVersionWeights: { map: "integer" } } } as const;
const NAME = /^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/;

export const aliasAnswer = (
  fn: LambdaFunction,
  { name, version, description, revisionId }: Alias,
): Fields => ({
  AliasArn: `${fn.arn}:${name}`,
  Name: name,
  FunctionVersion: version,
  Description: description,
  RevisionId: revisionId,
});

export function findAlias(fn: LambdaFunction, name: string | undefined): Alias {
  const alias = fn.aliases.get(name ?? "");
  if (alias === undefined) throw notFound(`Cannot find alias arn: ${fn.arn}:${name ?? ""}`);
  return alias;
}

export function checkAliasName(name: string | undefined): string {
  if (name === undefined || !NAME.test(name) || name.length > 128)
    throw validation(
      name,
      "name",
      "Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
    );
  return name;
}

export function checkVersion(fn: LambdaFunction, version: string | undefined): string {
  if (version === undefined || (version !== "$LATEST" && !fn.versions.has(version)))
    throw noSuchFunction(`${fn.arn}:${version ?? ""}`);
  return version;
}

/** Which invocation goes where would be chance, with weights that here are not read. */
export function refuseWeights(
  routing: { readonly AdditionalVersionWeights?: object | undefined } | undefined,
): void {
  if (Object.keys(routing?.AdditionalVersionWeights ?? {}).length > 0)
    throw notModelled("RoutingConfig of an alias");
}
