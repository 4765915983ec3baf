// Room simulator/lambda: tags of functions and of mappings.
import { invalidParameter, noSuchFunction, notFound } from "./errors.ts";
import type { LambdaEvent } from "./events.ts";
import type { LambdaState, Mapping } from "./state.ts";

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

export interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
  /** What is to be logged so that these are all the tags it has. */
  become(tags: Readonly<Record<string, string>>, atMs: number): LambdaEvent;
}

/** A function or a mapping, by its ARN. */
export function tagged(state: LambdaState, arn = ""): Tagged {
  const uuid = MAPPING_ARN.exec(arn)?.[1];
  if (uuid !== undefined) return taggedMapping(state, uuid);
  const fn = state.functions.get(arn);
  if (fn === undefined) throw noSuchFunction(arn);
  return {
    tags: Object.fromEntries(fn.tags),
    become: (tags, atMs) => ({ kind: "lambda.tagged", functionArn: arn, atMs, tags }),
  };
}

const MAPPING_ARN = /:event-source-mapping:(.*)$/;

function taggedMapping(state: LambdaState, uuid: string): Tagged {
  const mapping = state.mappings.get(uuid);
  if (mapping === undefined) throw notFound("The resource you requested does not exist.");
  return {
    tags: Object.fromEntries(mapping.tags),
    become: (tags, atMs) => ({ kind: "lambda.mapping-tagged", uuid, atMs, tags }),
  };
}

export const mappingArn = ({ region, account, uuid }: Pick<Mapping, "region" | "account" | "uuid">): string =>
  `arn:aws:lambda:${region}:${account}:event-source-mapping:${uuid}`;
