// Room simulator/s3: what a copy demands of its source.
import { preconditionFailed } from "./errors.ts";
import type { Places } from "./place.ts";
import type { StoredObject } from "./state.ts";

export const COPY_SOURCE = {
  CopySource: { header: "x-amz-copy-source" },
  CopySourceIfMatch: { header: "x-amz-copy-source-if-match" },
  CopySourceIfNoneMatch: { header: "x-amz-copy-source-if-none-match" },
  CopySourceIfModifiedSince: { header: "x-amz-copy-source-if-modified-since", as: "timestamp" },
  CopySourceIfUnmodifiedSince: { header: "x-amz-copy-source-if-unmodified-since", as: "timestamp" },
} as const satisfies Places;

export function checkCopySource(
  input: {
    readonly CopySourceIfMatch?: string | undefined;
    readonly CopySourceIfNoneMatch?: string | undefined;
    readonly CopySourceIfModifiedSince?: number | undefined;
    readonly CopySourceIfUnmodifiedSince?: number | undefined;
  },
  { etag, modifiedS }: StoredObject,
): void {
  const matches = (header: string): boolean => header === "*" || `"${header.replaceAll('"', "")}"` === etag;
  const { CopySourceIfMatch: match, CopySourceIfNoneMatch: noneMatch } = input;
  if (match !== undefined && !matches(match)) throw preconditionFailed("x-amz-copy-source-If-Match");
  if (noneMatch !== undefined && matches(noneMatch))
    throw preconditionFailed("x-amz-copy-source-If-None-Match");
  if (match === undefined && modifiedS > (input.CopySourceIfUnmodifiedSince ?? Infinity))
    throw preconditionFailed("x-amz-copy-source-If-Unmodified-Since");
  if (noneMatch === undefined && modifiedS <= (input.CopySourceIfModifiedSince ?? -Infinity))
    throw preconditionFailed("x-amz-copy-source-If-Modified-Since");
}
