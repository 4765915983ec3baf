// Room simulator/tagging: UntagResources.
import { action } from "../action.ts";
import { changeAll, FAILED } from "../change.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_TAGS } from "../limits.ts";

export const untagResources = action({
  name: "UntagResources",
  input: { ResourceARNList: { list: "string" }, TagKeys: { list: "string" } },
  output: { FailedResourcesMap: FAILED },
  async answer(ports, { ResourceARNList: arns = [], TagKeys: keys = [] }, caller) {
    if (keys.length === 0 || keys.length > MAX_TAGS)
      throw invalidParameter(`TagKeys must have 1 to ${MAX_TAGS} entries.`);
    const { region } = caller;
    const failed = await changeAll(ports, arns, caller, (source, arn) => source.untag(arn, keys, region));
    return { FailedResourcesMap: failed };
  },
});
