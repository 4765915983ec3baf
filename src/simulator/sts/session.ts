// Room simulator/sts: credentials that look temporary. They derive from the seed; nobody checks them, and they are good after they end.
import { keyedBytes } from "../../box/keyed.ts";
import { AwsError } from "../wire/index.ts";
import type { StsCall } from "./action.ts";
import { lettersOf } from "./identity.ts";
import { MIN_SESSION_S } from "./limits.ts";
import type { Identity, Session, StsState } from "./state.ts";

export const CREDENTIALS = {
  members: { AccessKeyId: "string", SecretAccessKey: "string", SessionToken: "string", Expiration: "string" },
} as const;

const TOKEN_BLOCKS = 6;

export function beginSession(
  { made }: StsState,
  { seed, epochMs, nowMs }: StsCall,
  { arn, userId }: Identity,
  durationS: number,
) {
  const expiresS = Math.floor((epochMs + nowMs) / 1000) + durationS;
  const session: Session = { arn, userId, accessKeyId: `ASIA${lettersOf(seed, 16, "key", made)}`, expiresS };
  const blocks = Array.from({ length: TOKEN_BLOCKS }, (_, block) =>
    keyedBytes(seed, 32, "sts.token", made, block),
  );
  return {
    event: { kind: "sts.session-begun", session } as const,
    credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: keyedBytes(seed, 30, "sts.secret", made).toString("base64"),
      SessionToken: Buffer.concat(blocks).toString("base64"),
      Expiration: `${new Date(expiresS * 1000).toISOString().slice(0, 19)}Z`,
    },
  };
}

export function readDuration(asked: number | undefined, usual: number, most: number): number {
  const seconds = asked ?? usual;
  const bound =
    seconds < MIN_SESSION_S ? `greater than or equal to ${MIN_SESSION_S}` : `less than or equal to ${most}`;
  if (seconds < MIN_SESSION_S || seconds > most)
    throw new AwsError(
      "ValidationError",
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${bound}`,
    );
  return seconds;
}
