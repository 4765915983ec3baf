// Room simulator/s3: a page of a bucket's objects as both listings show it.
import { invalidArgument } from "./errors.ts";
import { currentOf } from "./find.ts";
import { MAX_KEYS } from "./limits.ts";
import { pageOf, type Wanted } from "./listing.ts";
import type { Bucket, StoredObject } from "./state.ts";

interface Owner {
  readonly ID: string;
}

export function listPage(
  bucket: Bucket,
  wanted: Wanted,
  encode: (text: string) => string,
  owner: Owner | undefined,
) {
  checkMost(wanted.most);
  const isListed = (key: string): boolean => currentOf(bucket, key)?.kind === "object";
  const page = pageOf(bucket.keys, { ...wanted, most: Math.min(wanted.most, MAX_KEYS) }, isListed);
  const Contents = page.keys.flatMap((key) => {
    const object = currentOf(bucket, key);
    return object?.kind === "object" ? [{ ...listed(encode(key), object), Owner: owner }] : [];
  });
  return {
    Contents,
    CommonPrefixes: page.groups.map((group) => ({ Prefix: encode(group) })),
    next: page.next,
  };
}

export function checkMost(most: number): void {
  if (most < 0)
    throw invalidArgument(
      "maxKeys",
      String(most),
      "Argument maxKeys must be an integer between 0 and 2147483647",
    );
}

export const listed = (Key: string, object: StoredObject) => ({
  Key,
  LastModified: object.modifiedS,
  ETag: object.etag,
  ChecksumAlgorithm: [object.checksum.algorithm],
  ChecksumType: object.checksum.type,
  Size: object.body.length,
  StorageClass: object.storageClass,
});
