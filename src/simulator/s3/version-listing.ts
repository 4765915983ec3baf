// Room simulator/s3: one page of versions: by key, the newest of a key first (S3 User Guide, "Listing objects in a versioning-enabled
// bucket").
import { compareKeys } from "./key-order.ts";
import { pageOf, type Wanted } from "./listing.ts";
import type { Bucket, Version } from "./state.ts";

interface Shown {
  readonly key: string;
  readonly version: Version;
  readonly isLatest: boolean;
}

interface VersionsPage {
  readonly versions: readonly Shown[];
  readonly groups: readonly string[];
  /** Where the next page begins. */
  readonly next: { readonly key: string; readonly versionId?: string } | undefined;
}

export function versionsPage(
  bucket: Bucket,
  { prefix, delimiter, after, afterVersion, most }: Wanted & { readonly afterVersion: string },
): VersionsPage {
  // The rest of a key whose versions are told in part, then whole keys.
  const begun = afterVersion === "" ? [] : shownOf(bucket, after, afterVersion);
  const keys = pageOf(bucket.keys, { prefix, delimiter, after, most: most + 1 });
  const entries: readonly (Shown | string)[] = [
    ...begun,
    ...[...keys.keys, ...keys.groups]
      .toSorted(compareKeys)
      .flatMap((one): readonly (Shown | string)[] =>
        keys.groups.includes(one) ? [one] : shownOf(bucket, one),
      ),
  ];
  const page = entries.slice(0, most);
  const last = entries.length > page.length ? page.at(-1) : undefined;
  return {
    versions: page.filter((one) => typeof one !== "string"),
    groups: page.filter((one) => typeof one === "string"),
    next: last === undefined ? undefined : markerOf(last),
  };
}

const markerOf = (last: Shown | string): NonNullable<VersionsPage["next"]> =>
  typeof last === "string" ? { key: last } : { key: last.key, versionId: last.version.versionId };

function shownOf(bucket: Bucket, key: string, afterVersion?: string): readonly Shown[] {
  const all = (bucket.versions.get(key) ?? []).map((version, index) => ({
    key,
    version,
    isLatest: index === 0,
  }));
  if (afterVersion === undefined) return all;
  const at = all.findIndex(({ version }) => version.versionId === afterVersion);
  return at < 0 ? [] : all.slice(at + 1);
}
