// Room simulator/lambda: lists by pages: a marker says how many came before.
import { checkRange, invalidParameter } from "./errors.ts";

const MAX_ITEMS = 10_000;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: Readonly<{ NextMarker?: string }>;
}

/** AWS answers at most 50 functions, versions or aliases at once, and up to 100 mappings. */
export function pageOf<T>(
  all: readonly T[],
  marker: string | undefined,
  items: number | undefined,
  most = 50,
): Page<T> {
  checkRange(items, "maxItems", 1, MAX_ITEMS);
  const from = marker === undefined || marker === "" ? 0 : Number(Buffer.from(marker, "base64").toString());
  if (!Number.isSafeInteger(from) || from < 0) throw invalidParameter("Invalid marker");
  const to = from + Math.min(items ?? most, most);
  const next = to < all.length ? { NextMarker: Buffer.from(String(to)).toString("base64") } : {};
  return { items: all.slice(from, to), next };
}
