// Room simulator/iam: state after an event. The maps are this file's own and are changed in place; records in them are replaced.
import type { IamEvent } from "./events.ts";
import type { IamState, Policy, Role } from "./state.ts";

/** The state with a hand to change it; only `evolve` is given one. */
export interface Store extends IamState {
  readonly roles: Map<string, Role>;
  readonly policies: Map<string, Policy>;
  alias: string | undefined;
  made: number;
}

export const emptyStore = (alias?: string): Store => ({
  roles: new Map(),
  policies: new Map(),
  alias,
  made: 0,
});

/** Applies one event. */
export function evolve(store: Store, event: IamEvent): void {
  switch (event.kind) {
    case "iam.role-created":
      store.made += 1;
      store.roles.set(keyOf(event.role.name), event.role);
      return;
    case "iam.role-changed": {
      const role = store.roles.get(keyOf(event.name));
      if (role !== undefined) store.roles.set(keyOf(role.name), { ...role, ...event.change });
      return;
    }
    case "iam.role-deleted":
      store.roles.delete(keyOf(event.name));
      return;
    case "iam.policy-created":
      store.made += 1;
      store.policies.set(event.policy.arn, event.policy);
      return;
    case "iam.policy-changed": {
      const policy = store.policies.get(event.arn);
      if (policy !== undefined) store.policies.set(policy.arn, { ...policy, ...event.change });
      return;
    }
    case "iam.policy-deleted":
      store.policies.delete(event.arn);
      return;
    case "iam.alias-set":
      store.alias = event.alias;
      return;
  }
}

export const keyOf = (roleName: string): string => roleName.toLowerCase();
