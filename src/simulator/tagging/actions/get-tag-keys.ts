// Room simulator/tagging: GetTagKeys.
import { action } from "../action.ts";
import { MAX_PAGE_SIZE } from "../limits.ts";
import { pageOf } from "../page.ts";
import { resourcesIn } from "../select.ts";

export const getTagKeys = action({
  name: "GetTagKeys",
  input: { PaginationToken: "string" },
  output: { PaginationToken: "string", TagKeys: { list: "string" } },
  answer({ sources }, { PaginationToken }, { region }) {
    const keys = new Set(resourcesIn(sources, region).flatMap(({ tags }) => Object.keys(tags)));
    const page = pageOf([...keys].toSorted(), (key) => key, PaginationToken, MAX_PAGE_SIZE);
    return { PaginationToken: page.PaginationToken, TagKeys: page.items };
  },
});
