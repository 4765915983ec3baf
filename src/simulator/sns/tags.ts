// Room simulator/sns: tags as a request carries them.
import { invalid, missingMember } from "./errors.ts";
import { AwsError } from "../wire/index.ts";
import { MAX_TAGS } from "./limits.ts";

type TagInput = { readonly Key?: string | undefined; readonly Value?: string | undefined };

/** Key to value; the same key twice is refused even where the values are equal. */
export function readTags(tags: readonly TagInput[]): Record<string, string> {
  const read: Record<string, string> = Object.create(null) as Record<string, string>; // no inherited names
  tags.forEach(({ Key, Value }, index) => {
    if (Key === undefined) throw missingMember(`tags.${index + 1}.member.key`);
    if (Value === undefined) throw missingMember(`tags.${index + 1}.member.value`);
    if (Key in read) throw invalid("Invalid parameter: Duplicated keys are not allowed.");
    read[Key] = Value;
  });
  return read;
}

export function checkTagCount(count: number): void {
  if (count > MAX_TAGS)
    throw new AwsError("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
}

/** Of TagResource and its neighbours, whose words differ from all else. */
export const noSuchResource = (): AwsError =>
  new AwsError("ResourceNotFound", "Resource does not exist", { status: 404 });
