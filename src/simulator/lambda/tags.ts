// Room simulator/lambda: tags of functions.
import { invalidParameter, noSuchFunction, notModelled } from "./errors.ts";
import type { LambdaFunction, LambdaState } from "./state.ts";

/** Of one resource (Developer Guide, "Tag requirements"). */
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;

export function checkTags(tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  if (entries.length > MAX_TAGS)
    throw invalidParameter(`Number of tags exceeds resource tag limit of ${MAX_TAGS}`);
  const odd = entries.find(
    ([key, value]) =>
      key === "" || key.length > MAX_KEY || value.length > MAX_VALUE || key.startsWith("aws:"),
  );
  if (odd !== undefined) throw invalidParameter(`The tag key ${odd[0]} is not valid`);
}

export const TAGS_PATH = "/2017-03-31/tags/{Resource}";

/** Mappings have tags too, in AWS; here functions alone. */
export function taggedFunction(state: LambdaState, arn: string | undefined): LambdaFunction {
  if (arn?.includes(":event-source-mapping:") === true) throw notModelled("tags of event source mappings");
  const fn = state.functions.get(arn ?? "");
  if (fn === undefined) throw noSuchFunction(arn ?? "");
  return fn;
}
