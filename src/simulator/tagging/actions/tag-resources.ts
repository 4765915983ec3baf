// Room simulator/tagging: TagResources.
import { action } from "../action.ts";
import { changeAll, FAILED } from "../change.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_KEY_CHARACTERS, MAX_TAGS, MAX_VALUE_CHARACTERS } from "../limits.ts";

export const tagResources = action({
  name: "TagResources",
  input: { ResourceARNList: { list: "string" }, Tags: { map: "string" } },
  output: { FailedResourcesMap: FAILED },
  async answer(ports, { ResourceARNList: arns = [], Tags: tags = {} }, caller) {
    const entries = Object.entries(tags);
    if (entries.length === 0 || entries.length > MAX_TAGS)
      throw invalidParameter(`Tags must have 1 to ${MAX_TAGS} entries.`);
    for (const [key, value] of entries)
      if (key === "" || key.length > MAX_KEY_CHARACTERS || value.length > MAX_VALUE_CHARACTERS)
        throw invalidParameter("Tags has a key or a value that is no tag's.");
    const { region } = caller;
    const failed = await changeAll(ports, arns, caller, (source, arn) => source.tag(arn, tags, region));
    return { FailedResourcesMap: failed };
  },
});
