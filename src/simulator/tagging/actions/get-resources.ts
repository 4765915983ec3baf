// Room simulator/tagging: GetResources: what has tags, or had some, in the caller's region.
import { notImplemented } from "../../wire/index.ts";
import { action } from "../action.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_PAGE_SIZE, MAX_TAGS_PER_PAGE, MIN_TAGS_PER_PAGE } from "../limits.ts";
import { pageOf } from "../page.ts";
import type { Tagged } from "../ports.ts";
import { checkFilters, isOfType, passes, resourcesIn } from "../select.ts";

export const getResources = action({
  name: "GetResources",
  extent: "partial",
  input: {
    PaginationToken: "string",
    TagFilters: { list: { members: { Key: "string", Values: { list: "string" } } } },
    ResourcesPerPage: "integer",
    TagsPerPage: "integer",
    ResourceTypeFilters: { list: "string" },
    IncludeComplianceDetails: "boolean",
    ExcludeCompliantResources: "boolean",
    ResourceARNList: { list: "string" },
  },
  output: {
    PaginationToken: "string",
    ResourceTagMappingList: {
      list: {
        members: {
          ResourceARN: "string",
          Tags: { list: { members: { Key: "string", Value: "string" } } },
        },
      },
    },
  },
  answer({ sources }, input, { region }) {
    const { TagFilters: filters = [], ResourceTypeFilters: types = [], ResourceARNList: arns } = input;
    if (input.IncludeComplianceDetails === true || input.ExcludeCompliantResources === true)
      throw notImplemented("tagging", "GetResources with tag policies");
    checkFilters(filters, types);
    const isNarrowed = filters.length > 0 || types.length > 0 || (input.PaginationToken ?? "") !== "";
    if (arns !== undefined && isNarrowed)
      throw invalidParameter("ResourceARNList cannot be given beside other parameters.");
    const found = resourcesIn(sources, region)
      .filter((one) => passes(one, filters) && isOfType(one, types))
      .filter(({ arn }) => arns === undefined || arns.includes(arn));
    const { items, PaginationToken } = pageOf(
      found,
      ({ arn }) => arn,
      input.PaginationToken,
      sizeOf(input, found),
    );
    return {
      PaginationToken,
      ResourceTagMappingList: items.map(({ arn, tags }) => ({
        ResourceARN: arn,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      })),
    };
  },
});

/** TagsPerPage counts tags, and a resource is never cut in two. */
function sizeOf(
  asked: { readonly ResourcesPerPage?: number | undefined; readonly TagsPerPage?: number | undefined },
  found: readonly Tagged[],
): number {
  const { ResourcesPerPage: resources = MAX_PAGE_SIZE, TagsPerPage: tags } = asked;
  if (resources < 1 || resources > MAX_PAGE_SIZE)
    throw invalidParameter(`ResourcesPerPage must be from 1 to ${MAX_PAGE_SIZE}.`);
  if (tags === undefined) return resources;
  if (tags < MIN_TAGS_PER_PAGE || tags > MAX_TAGS_PER_PAGE || tags % MIN_TAGS_PER_PAGE !== 0)
    throw invalidParameter(
      `TagsPerPage must be from ${MIN_TAGS_PER_PAGE} to ${MAX_TAGS_PER_PAGE}, in steps of ${MIN_TAGS_PER_PAGE}.`,
    );
  let sum = 0;
  const fitting = found.findIndex((one) => (sum += Object.keys(one.tags).length) > tags);
  return Math.min(resources, fitting < 0 ? resources : Math.max(1, fitting));
}
