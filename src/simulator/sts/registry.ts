// Room simulator/sts: every action there is, one file each in actions/. What is not here is refused by name.
import type { AnyStsAction } from "./action.ts";
import { assumeRole } from "./actions/assume-role.ts";
import { getAccessKeyInfo } from "./actions/get-access-key-info.ts";
import { getCallerIdentity } from "./actions/get-caller-identity.ts";
import { getSessionToken } from "./actions/get-session-token.ts";

const ALL: readonly AnyStsAction[] = [assumeRole, getAccessKeyInfo, getCallerIdentity, getSessionToken];

/** By the name the request calls it. */
export const actions: ReadonlyMap<string, AnyStsAction> = new Map(ALL.map((one) => [one.name, one]));
