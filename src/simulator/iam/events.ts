// Room simulator/iam: what can happen, as data. These events are the service's part of the simulator's log.
import type { Policy, Role } from "./state.ts";

export type RoleChange = Partial<
  Pick<Role, "attached" | "boundary" | "description" | "inline" | "maxSessionS" | "tags" | "trust">
>;
export type PolicyChange = Partial<
  Pick<Policy, "defaultVersion" | "tags" | "updatedS" | "versions" | "versionsMade">
>;

export type IamEvent =
  | { readonly kind: "iam.role-created"; readonly role: Role }
  | { readonly kind: "iam.role-changed"; readonly name: string; readonly change: RoleChange }
  | { readonly kind: "iam.role-deleted"; readonly name: string }
  | { readonly kind: "iam.policy-created"; readonly policy: Policy }
  | { readonly kind: "iam.policy-changed"; readonly arn: string; readonly change: PolicyChange }
  | { readonly kind: "iam.policy-deleted"; readonly arn: string }
  /** Undefined: the account has none. */
  | { readonly kind: "iam.alias-set"; readonly alias: string | undefined };
