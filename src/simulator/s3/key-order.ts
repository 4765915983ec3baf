// Room simulator/s3: the order of keys: that of their UTF-8 bytes (ListObjectsV2, "in lexicographical order"), which is that of code
// points and not JavaScript's own.

export function compareKeys(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (one !== other) return rank(one) - rank(other);
  }
  return left.length - right.length;
}

/** A surrogate stands for a code point above all that one unit can write. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** Where the first key is for which `isPast` holds; it must hold for all after it. */
export function firstWhere(keys: readonly string[], isPast: (key: string) => boolean, from = 0): number {
  let [low, high] = [from, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(keys[middle] ?? "")) high = middle;
    else low = middle + 1;
  }
  return low;
}
