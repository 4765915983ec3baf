// Room simulator/sts: who calls: one of the sessions that STS gave out, else the account's one user, whatever the credentials.
import { keyedBytes } from "../../box/keyed.ts";
import type { Identity, StsState } from "./state.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function identityOf(
  state: StsState,
  seed: string,
  account: string,
  accessKeyId: string | undefined,
): Identity {
  const session = state.sessions.get(accessKeyId ?? "");
  if (session !== undefined) return session;
  return {
    arn: `arn:aws:iam::${account}:user/ordeal`,
    userId: `AIDA${lettersOf(seed, 17, "user", account)}`,
  };
}

/** Letters that only the seed and the keys decide. */
export function lettersOf(seed: string, count: number, ...keys: readonly (string | number)[]): string {
  return Array.from(
    keyedBytes(seed, count, "sts", ...keys),
    (byte) => LETTERS[byte % LETTERS.length] ?? "",
  ).join("");
}
