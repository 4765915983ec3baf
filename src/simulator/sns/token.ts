// Room simulator/sns: confirmation tokens: long hexadecimal text, so that one cannot be guessed and a broken one is told from an
// unknown one.
import { keyedBytes } from "../../box/keyed.ts";
import { invalid, invalidParameter } from "./errors.ts";
import type { SnsState, Subscription } from "./state.ts";

const BLOCKS = 5;
const BLOCK_BYTES = 32;
const SHAPE = /^[0-9a-f]{64,}$/;

export function tokenOf(seed: string, serial: number): string {
  const blocks = Array.from({ length: BLOCKS }, (_, block) =>
    keyedBytes(seed, BLOCK_BYTES, "sns.token", serial, block).toString("hex"),
  );
  return blocks.join("");
}

/** SNS-32: confirming twice is fine, after two days it is not. */
export function findByToken(state: SnsState, token: string, nowMs: number): Subscription {
  if (!SHAPE.test(token)) throw invalid("Invalid token");
  for (const subscription of state.subscriptions.values())
    if (subscription.token === token && (subscription.isConfirmed || nowMs < subscription.tokenUntilMs))
      return subscription;
  throw invalidParameter("Token");
}
