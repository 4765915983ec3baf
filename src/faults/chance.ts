// Room faults: chance is keyed, not streamed: a hash of what is decided, so that leaving one order out keeps the fate of all others.
import { createHash } from "node:crypto";

/** A number from 0 to 1 that depends on nothing but its key. */
export function chance(...key: readonly (string | number)[]): number {
  return createHash("sha256").update(key.join("\n")).digest().readUInt32BE(0) / 2 ** 32;
}
