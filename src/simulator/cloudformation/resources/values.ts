// Room simulator/cloudformation: properties as the services' APIs want them: texts, numbers, documents, tags.
import { canonical, isList, isObject, type Json, type JsonObject } from "../../../template/json.ts";
import { AwsError, type Fields } from "../../wire/index.ts";
import type { Tag } from "../state.ts";
import type { Site } from "./resource-type.ts";

/** What an attribute of SQS or SNS holds: text, or a document as JSON. */
export const text = (value: Json | undefined): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);

export const optionalText = (value: Json | undefined): string | undefined =>
  value === undefined ? undefined : text(value);

export const optionalNumber = (value: Json | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

export const optionalBoolean = (value: Json | undefined): boolean | undefined =>
  value === undefined ? undefined : String(value) === "true";

export const texts = (value: Json | undefined): readonly string[] => (isList(value) ? value.map(String) : []);

export const objects = (value: Json | undefined): readonly JsonObject[] =>
  isList(value) ? value.filter(isObject) : [];

export const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** Without what is undefined: a member that is there counts for some operations. */
export const given = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const isSame = (left: Json | undefined, right: Json | undefined): boolean =>
  canonical(left) === canonical(right);

/** The stack's tags, and the resource's own, which win. */
export function tagsOf(properties: JsonObject, stackTags: readonly Tag[]): readonly Tag[] {
  const own = isList(properties.Tags)
    ? objects(properties.Tags).map(({ Key, Value }) => ({ Key: String(Key), Value: String(Value ?? "") }))
    : Object.entries(object(properties.Tags)).map(([Key, Value]) => ({ Key, Value: String(Value) }));
  const all = new Map([...stackTags, ...own].map(({ Key, Value }) => [Key, Value]));
  return [...all].map(([Key, Value]) => ({ Key, Value }));
}

export const tagMap = (tags: readonly Tag[]): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

/** What to set, and the keys to take away. */
export function tagChange(
  before: readonly Tag[],
  after: readonly Tag[],
): { readonly set: readonly Tag[]; readonly removed: readonly string[] } {
  const was = tagMap(before);
  const is = tagMap(after);
  return {
    set: after.filter(({ Key, Value }) => was[Key] !== Value),
    removed: Object.keys(was).filter((key) => !Object.hasOwn(is, key)),
  };
}

/** What every service says, in some form, of what is not there. */
export const isGone = (error: unknown): boolean =>
  error instanceof AwsError &&
  (/NotFound|NonExistent|DoesNotExist|NoSuch/.test(`${error.code} ${error.queryCode}`) ||
    error.status === 404);

/** Deletes; what is gone already is deleted. */
export async function deleteQuietly(
  site: Site,
  service: string,
  operation: string,
  input: Fields,
): Promise<void> {
  try {
    await site.call(service, operation, input);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** What an operation answers, undefined where there is no such thing. */
export async function lookUp(
  site: Site,
  service: string,
  operation: string,
  input: Fields,
): Promise<Fields | undefined> {
  try {
    return await site.call(service, operation, input);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Of a name that somebody chose and something else has. */
export class AlreadyExists extends Error {
  constructor(type: string, identifier: string) {
    super(`Resource of type '${type}' with identifier '${identifier}' already exists.`);
    this.name = "AlreadyExists";
  }
}
