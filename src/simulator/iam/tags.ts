// Room simulator/iam: tags as a request carries them.
import { invalidInput, limitExceeded, missingMember } from "./errors.ts";
import { MAX_TAGS } from "./limits.ts";
import type { Tags } from "./state.ts";

type TagInput = { readonly Key?: string | undefined; readonly Value?: string | undefined };

/** What stands, with what a call adds. Keys are told apart whatever their case. */
export function withTags(before: Tags, added: readonly TagInput[] = []): Tags {
  const tags = new Map(Object.entries(before));
  const seen = new Set<string>();
  added.forEach(({ Key, Value }, index) => {
    if (Key === undefined) throw missingMember(`tags.${index + 1}.member.key`);
    if (Value === undefined) throw missingMember(`tags.${index + 1}.member.value`);
    if (seen.has(Key.toLowerCase()))
      throw invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    seen.add(Key.toLowerCase());
    const same = [...tags.keys()].find((other) => other.toLowerCase() === Key.toLowerCase());
    if (same !== undefined) tags.delete(same);
    tags.set(Key, Value);
  });
  if (tags.size > MAX_TAGS)
    throw limitExceeded(
      `The number of tags has reached the maximum limit. Cannot exceed quota for TagsPerResource: ${MAX_TAGS}`,
    );
  return Object.fromEntries(tags);
}

export function withoutTags(before: Tags, keys: readonly string[] = []): Tags {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(before).filter(([key]) => !gone.has(key.toLowerCase())));
}

export const tagList = (tags: Tags): readonly { readonly Key: string; readonly Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
