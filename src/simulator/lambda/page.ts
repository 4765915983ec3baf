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
  const from = marker === undefined ? 0 : placeOf(marker);
  const to = from + Math.min(items ?? most, most);
  const next = to < all.length ? { NextMarker: Buffer.from(String(to)).toString("base64") } : {};
  return { items: all.slice(from, to), next };
}

function placeOf(marker: string): number {
  const text = Buffer.from(marker, "base64").toString();
  if (!/^\d{1,9}$/.test(text)) throw invalidParameter("Invalid marker");
  return Number(text);
}
