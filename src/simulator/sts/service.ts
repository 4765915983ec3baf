// Room simulator/sts: the service: who calls, and in whose name one may go on calling.
import { callAt, decidedCall, type Service } from "../wire/index.ts";
import type { StsCall } from "./action.ts";
import { emptyStore, evolve } from "./evolve.ts";
import { identityOf } from "./identity.ts";
import type { StsPorts } from "./ports.ts";
import { actions } from "./registry.ts";
import type { StsState } from "./state.ts";

export interface Sts extends Service {
  readonly state: StsState;
}

/**
 * An STS whose time, randomness and roles are the caller's.
 *
 * @example
 * const sts = createSts({ clock, seed: "1", log: () => {}, roles: iam });
 */
export function createSts({ clock, seed, log, roles }: StsPorts): Sts {
  const store = emptyStore();
  const at = callAt({ clock, seed });
  return {
    name: "sts",
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    operations: actions,
    state: store,
    call: decidedCall({
      service: "sts",
      actions,
      state: store,
      evolve: (event) => evolve(store, event),
      log,
      callOf: (caller): StsCall => ({
        ...at(caller),
        identity: identityOf(store, seed, caller.account, caller.accessKeyId),
        roles,
      }),
    }),
  };
}
