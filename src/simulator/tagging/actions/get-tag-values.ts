// Room simulator/tagging: GetTagValues.
import { action } from "../action.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_PAGE_SIZE } from "../limits.ts";
import { pageOf } from "../page.ts";
import { resourcesIn } from "../select.ts";

export const getTagValues = action({
  name: "GetTagValues",
  input: { PaginationToken: "string", Key: "string" },
  output: { PaginationToken: "string", TagValues: { list: "string" } },
  answer({ sources }, { PaginationToken, Key }, { region }) {
    if (Key === undefined || Key === "") throw invalidParameter("Key must be given.");
    const values = new Set(
      resourcesIn(sources, region).flatMap(({ tags }) => (Object.hasOwn(tags, Key) ? [tags[Key] ?? ""] : [])),
    );
    const page = pageOf([...values].toSorted(), (value) => value, PaginationToken, MAX_PAGE_SIZE);
    return { PaginationToken: page.PaginationToken, TagValues: page.items };
  },
});
