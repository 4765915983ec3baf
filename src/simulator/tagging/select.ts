// Room simulator/tagging: which resources a call means: those of its region that pass every filter.
import { invalidParameter } from "./errors.ts";
import {
  MAX_FILTER_VALUES,
  MAX_KEY_CHARACTERS,
  MAX_TAG_FILTERS,
  MAX_TYPE_FILTERS,
  MAX_VALUE_CHARACTERS,
} from "./limits.ts";
import type { Tagged, TagSource } from "./ports.ts";

/** Resources of no region stand in the first one. */
const GLOBAL_REGION = "us-east-1";

export interface TagFilter {
  readonly Key?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** In the order of their ARNs, so that pages follow each other. */
export function resourcesIn(sources: readonly TagSource[], region: string): readonly Tagged[] {
  return sources
    .flatMap((source) => [...source.tagged()].filter(({ arn }) => isIn(source, arn, region)))
    .toSorted((one, other) => (one.arn < other.arn ? -1 : 1));
}

function isIn(source: TagSource, arn: string, region: string): boolean {
  const own = source.regionOf?.(arn) ?? arn.split(":")[3];
  return (own === undefined || own === "" ? GLOBAL_REGION : own) === region;
}

/** Any of a filter's values, and all filters; a filter without values asks for the key alone. */
export function passes({ tags }: Tagged, filters: readonly TagFilter[]): boolean {
  return filters.every(({ Key = "", Values = [] }) => {
    if (!Object.hasOwn(tags, Key)) return false;
    return Values.length === 0 || Values.includes(tags[Key] ?? "");
  });
}

/** `sqs`, or `iam:policy`. */
export function isOfType({ arn }: Tagged, types: readonly string[]): boolean {
  const [, , service = "", , , ...rest] = arn.split(":");
  const resource = rest.join(":");
  return (
    types.length === 0 ||
    types.some((type) => {
      const [wanted, kind] = type.split(":");
      return wanted === service && (kind === undefined || kind === typeOf(service, resource));
    })
  );
}

/** What stands before the name; queues, topics and buckets have no such word. */
function typeOf(service: string, resource: string): string | undefined {
  if (service === "s3") return "bucket";
  return /^([\w-]+)[/:]/.exec(resource)?.[1];
}

export function checkFilters(filters: readonly TagFilter[], types: readonly string[]): void {
  if (filters.length > MAX_TAG_FILTERS)
    throw invalidParameter(
      `TagFilters has ${filters.length} items; there may be ${MAX_TAG_FILTERS} at most.`,
    );
  if (types.length > MAX_TYPE_FILTERS)
    throw invalidParameter(
      `ResourceTypeFilters has ${types.length} items; there may be ${MAX_TYPE_FILTERS} at most.`,
    );
  if (types.some((type) => !/^[a-z0-9-]+(?::[\w/-]+)?$/i.test(type)))
    throw invalidParameter("ResourceTypeFilters has a value that is no resource type.");
  for (const { Key = "", Values = [] } of filters) {
    if (Key === "" || Key.length > MAX_KEY_CHARACTERS)
      throw invalidParameter("TagFilters has a key that is no tag's.");
    if (Values.length > MAX_FILTER_VALUES || Values.some((value) => value.length > MAX_VALUE_CHARACTERS))
      throw invalidParameter(
        `TagFilters has too many or too long values: ${MAX_FILTER_VALUES} of ${MAX_VALUE_CHARACTERS} characters at most.`,
      );
  }
}
