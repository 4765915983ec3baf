// Room simulator/s3: conditional requests and ranges (S3 API Reference, GetObject; RFC 9110, 13 and 14).
import { preconditionFailed, S3Error } from "./errors.ts";
import type { StoredObject, Version } from "./state.ts";

interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: number | undefined;
  readonly IfUnmodifiedSince?: number | undefined;
}

/** An ETag outweighs a date. */
export function checkRead(asked: ReadConditions, object: StoredObject): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = asked;
  const { etag, modifiedS } = object;
  if (IfMatch !== undefined) {
    if (!names(IfMatch, etag)) throw preconditionFailed("If-Match");
  } else if (IfUnmodifiedSince !== undefined && modifiedS > IfUnmodifiedSince) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  const isUnchanged =
    IfNoneMatch === undefined
      ? IfModifiedSince !== undefined && modifiedS <= IfModifiedSince
      : names(IfNoneMatch, etag);
  if (isUnchanged)
    throw new S3Error(
      "NotModified",
      "Not Modified",
      304,
      {},
      {
        etag,
        "last-modified": new Date(modifiedS * 1000).toUTCString(),
      },
    );
}

/** Of a write: only where the key is new, or still what the caller saw. */
export function checkWrite(
  { IfMatch, IfNoneMatch }: ReadConditions,
  current: Version | undefined,
  key: string,
): void {
  const object = current?.kind === "object" ? current : undefined;
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== "*")
      throw new S3Error(
        "NotImplemented",
        "A header you provided implies functionality that is not implemented",
        501,
        { Header: "If-None-Match" },
      );
    if (object !== undefined) throw preconditionFailed("If-None-Match");
  }
  if (IfMatch === undefined) return;
  if (object === undefined)
    throw new S3Error("NoSuchKey", "The specified key does not exist.", 404, { Key: key });
  if (!names(IfMatch, object.etag)) throw preconditionFailed("If-Match");
}

function names(header: string, etag: string): boolean {
  const bare = etag.replaceAll('"', "");
  return header
    .split(",")
    .map((one) => one.trim().replace(/^W\//, "").replaceAll('"', ""))
    .some((one) => one === "*" || one === bare);
}

/** First and last byte; undefined where the whole object is meant. */
export function rangeOf(
  header: string | undefined,
  sizeBytes: number,
): { readonly first: number; readonly last: number } | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  const first = from === "" ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const last = from === "" || to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (first < sizeBytes && !(from === "" && Number(to) === 0)) return { first, last };
  throw new S3Error("InvalidRange", "The requested range is not satisfiable", 416, {
    RangeRequested: header ?? "",
    ActualObjectSize: String(sizeBytes),
  });
}
