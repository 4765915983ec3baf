// Room simulator/s3: tags, as XML and as the x-amz-tagging header carry them.
import { invalidArgument, invalidTag, S3Error } from "./errors.ts";
import { MAX_TAG_KEY_CHARACTERS, MAX_TAG_VALUE_CHARACTERS } from "./limits.ts";
import type { Tags } from "./state.ts";

const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

type TagInput = { readonly Key?: string | undefined; readonly Value?: string | undefined };

export function readTags(tags: readonly TagInput[], most: number, of: "bucket" | "object"): Tags {
  if (tags.length > most)
    throw of === "object"
      ? new S3Error("BadRequest", `Object tags cannot be greater than ${most}`, 400)
      : new S3Error("BadRequest", `Bucket tag count cannot be greater than ${most}`, 400);
  const read = new Map<string, string>();
  for (const { Key = "", Value = "" } of tags) {
    if (Key === "" || Key.length > MAX_TAG_KEY_CHARACTERS || !ALLOWED.test(Key))
      throw invalidTag("The TagKey you have provided is invalid");
    if (Value.length > MAX_TAG_VALUE_CHARACTERS || !ALLOWED.test(Value))
      throw invalidTag("The TagValue you have provided is invalid");
    if (/^aws:/i.test(Key)) throw invalidTag("System tags cannot be added/updated by requester");
    if (read.has(Key)) throw invalidTag("Cannot provide multiple Tags with the same key");
    read.set(Key, Value);
  }
  return Object.fromEntries(read);
}

/** `a=b&c=d`, encoded as a query. */
export function readTagHeader(header: string | undefined, most: number): Tags {
  if (header === undefined || header === "") return {};
  const tags = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length)
    throw invalidArgument(
      "x-amz-tagging",
      header,
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    );
  return readTags(tags, most, "object");
}

export const tagSet = (tags: Tags): readonly { readonly Key: string; readonly Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
