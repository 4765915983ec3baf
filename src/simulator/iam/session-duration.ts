// Room simulator/iam: how long a session of a role may last at most.
import { invalidMember } from "./errors.ts";
import { MAX_SESSION_S, MIN_SESSION_S } from "./limits.ts";

export function checkSession(seconds: number): void {
  const constraint =
    seconds < MIN_SESSION_S
      ? `Member must have value greater than or equal to ${MIN_SESSION_S}`
      : `Member must have value less than or equal to ${MAX_SESSION_S}`;
  if (seconds < MIN_SESSION_S || seconds > MAX_SESSION_S)
    throw invalidMember("maxSessionDuration", String(seconds), constraint);
}
