// Room simulator/s3: one page of keys: those with a prefix, those that share what stands before the next delimiter rolled up into one
// (S3 User Guide, "Organizing objects using prefixes"; ListObjectsV2).
import { compareKeys, firstWhere } from "./key-order.ts";

export interface Wanted {
  readonly prefix: string;
  readonly delimiter: string;
  /** Only what comes after it; a group that it lies in has been told. */
  readonly after: string;
  readonly most: number;
}

export interface Page {
  readonly keys: readonly string[];
  readonly groups: readonly string[];
  /** The last key or group of this page, where there is more. */
  readonly next: string | undefined;
}

/** `keys` are sorted; `isListed` leaves out those whose newest version is a delete marker. */
export function pageOf(
  keys: readonly string[],
  { prefix, delimiter, after, most }: Wanted,
  isListed: (key: string) => boolean = () => true,
): Page {
  const page = { keys: [] as string[], groups: [] as string[] };
  let last: string | undefined;
  let at = firstWhere(keys, (key) => compareKeys(key, prefix) >= 0 && compareKeys(key, after) > 0);
  for (let key = keys[at]; key?.startsWith(prefix) === true; key = keys[at]) {
    const group = groupOf(key, prefix, delimiter);
    const isTold = group !== undefined && after.startsWith(group);
    const next = group === undefined ? at + 1 : pastGroup(keys, group, at);
    if (!isTold && (group === undefined ? isListed(key) : keys.slice(at, next).some(isListed))) {
      if (page.keys.length + page.groups.length >= most) return { ...page, next: last };
      (group === undefined ? page.keys : page.groups).push(group ?? key);
      last = group ?? key;
    }
    at = next;
  }
  return { ...page, next: undefined };
}

function groupOf(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

const pastGroup = (keys: readonly string[], group: string, from: number): number =>
  firstWhere(keys, (key) => !key.startsWith(group), from);
