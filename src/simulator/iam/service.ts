// Room simulator/iam: the service: a request is decided, its events are logged and applied. Other services ask it whether a role stands
// and whom it trusts.
import { callAt, decidedCall, type Service } from "../wire/index.ts";
import { lets, type Principal } from "./document.ts";
import { emptyStore, evolve } from "./evolve.ts";
import type { IamPorts } from "./ports.ts";
import { actions } from "./registry.ts";
import type { IamState, Role } from "./state.ts";

export interface Iam extends Service {
  readonly state: IamState;
  readonly roleOf: (arn: string) => Role | undefined;
  readonly roleExists: (arn: string) => boolean;
  /** Whether the role's trust policy names the service: `lambda.amazonaws.com`. */
  readonly assumableBy: (arn: string, servicePrincipal: string) => boolean;
  /** Whether it lets in any principal; false where there is no such role. */
  readonly lets: (arn: string, principal: Principal) => boolean;
}

/**
 * An IAM whose time and randomness are the caller's.
 *
 * @example
 * const iam = createIam({ clock, seed: "1", log: () => {} });
 */
export function createIam(ports: IamPorts): Iam {
  const { clock, seed, log, alias } = ports;
  const store = emptyStore(alias);
  const roleOf = (arn: string): Role | undefined => {
    const role = store.roles.get(arn.slice(arn.lastIndexOf("/") + 1).toLowerCase());
    return role?.arn === arn ? role : undefined;
  };
  const letsIn = (arn: string, principal: Principal): boolean => {
    const role = roleOf(arn);
    return role !== undefined && lets(role.trust, principal);
  };
  return {
    name: "iam",
    namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    operations: actions,
    state: store,
    roleOf,
    roleExists: (arn) => roleOf(arn) !== undefined,
    assumableBy: (arn, service) => letsIn(arn, { service }),
    lets: letsIn,
    call: decidedCall({
      service: "iam",
      actions,
      state: store,
      evolve: (event) => evolve(store, event),
      log,
      callOf: callAt({ clock, seed }),
    }),
  };
}
