// Room simulator/sts: the service: who calls, and in whose name one may go on calling.
import { type InputOf, type Members, notImplemented, type Service } from "../wire/index.ts";
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
  return {
    name: "sts",
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    operations: actions,
    state: store,
    call(name, fields, caller) {
      const action = actions.get(name);
      if (action === undefined) throw notImplemented("sts", name);
      const identity = identityOf(store, seed, caller.account, caller.accessKeyId);
      const call: StsCall = {
        ...caller,
        seed,
        nowMs: clock.nowMs(),
        epochMs: clock.epochMs,
        identity,
        roles,
      };
      const input = fields as InputOf<Members>; // read by the shape of this very action
      const { events, answer } = action.decide(store, input, call);
      for (const event of events) {
        evolve(store, event);
        log(event);
      }
      return answer;
    },
  };
}
