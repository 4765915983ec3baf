// Room simulator/sts: GetSessionToken.
import { notImplemented } from "../../wire/index.ts";
import { action } from "../action.ts";
import { DEFAULT_TOKEN_SESSION_S, MAX_TOKEN_SESSION_S } from "../limits.ts";
import { beginSession, CREDENTIALS, readDuration } from "../session.ts";

export const getSessionToken = action({
  name: "GetSessionToken",
  extent: "partial",
  input: { DurationSeconds: "integer", SerialNumber: "string", TokenCode: "string" },
  output: { Credentials: CREDENTIALS },
  decide(state, { DurationSeconds, SerialNumber }, call) {
    if (SerialNumber !== undefined) throw notImplemented("sts", "GetSessionToken with SerialNumber");
    const seconds = readDuration(DurationSeconds, DEFAULT_TOKEN_SESSION_S, MAX_TOKEN_SESSION_S);
    const { event, credentials } = beginSession(state, call, call.identity, seconds);
    return { events: [event], answer: { Credentials: credentials } };
  },
});
