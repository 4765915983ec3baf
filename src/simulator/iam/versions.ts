// Room simulator/iam: the version of a policy a call names.
import { noSuchEntity } from "./errors.ts";
import type { Policy, PolicyVersion } from "./state.ts";

export function findVersion({ arn, versions }: Policy, id = ""): PolicyVersion {
  const version = versions.find((one) => one.id === id);
  if (version === undefined)
    throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  return version;
}
