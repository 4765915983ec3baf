// Room box: randomness by key. A decision is a hash of the seed and what it is about, so leaving one order out of a world keeps the
// fate of all others.
import { createHash } from "node:crypto";

/** A number in [0, 1) that only the seed and the keys decide. */
export function keyed(seed: string, ...keys: readonly (string | number)[]): number {
  return digestOf(seed, keys).readUInt32BE(0) / 2 ** 32;
}

/** `length` bytes (at most 32) that only the seed and the keys decide: ids, receipt handles. */
export function keyedBytes(seed: string, length: number, ...keys: readonly (string | number)[]): Buffer {
  return digestOf(seed, keys).subarray(0, length);
}

/** A UUID of version 4 shape that only the seed and the keys decide. */
export function keyedUuid(seed: string, ...keys: readonly (string | number)[]): string {
  const bytes = digestOf(seed, keys).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Each part with its length before it, so that ("a", "bc") and ("ab", "c") differ. */
function digestOf(seed: string, keys: readonly (string | number)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of [seed, ...keys.map(String)]) hash.update(`${part.length}:${part}`);
  return hash.digest();
}
