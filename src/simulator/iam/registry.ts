// Room simulator/iam: every action there is, one file each in actions/. What is not here is refused by name.
import type { AnyIamAction } from "./action.ts";
import { attachRolePolicy } from "./actions/attach-role-policy.ts";
import { createAccountAlias } from "./actions/create-account-alias.ts";
import { createPolicy } from "./actions/create-policy.ts";
import { createPolicyVersion } from "./actions/create-policy-version.ts";
import { createRole } from "./actions/create-role.ts";
import { deleteAccountAlias } from "./actions/delete-account-alias.ts";
import { deletePolicy } from "./actions/delete-policy.ts";
import { deletePolicyVersion } from "./actions/delete-policy-version.ts";
import { deleteRole } from "./actions/delete-role.ts";
import { deleteRolePolicy } from "./actions/delete-role-policy.ts";
import { detachRolePolicy } from "./actions/detach-role-policy.ts";
import { getPolicy } from "./actions/get-policy.ts";
import { getPolicyVersion } from "./actions/get-policy-version.ts";
import { getRole } from "./actions/get-role.ts";
import { getRolePolicy } from "./actions/get-role-policy.ts";
import { listAccountAliases } from "./actions/list-account-aliases.ts";
import { listEntitiesForPolicy } from "./actions/list-entities-for-policy.ts";
import { listAttachedRolePolicies } from "./actions/list-attached-role-policies.ts";
import { listInstanceProfilesForRole } from "./actions/list-instance-profiles-for-role.ts";
import { listPolicies } from "./actions/list-policies.ts";
import { listPolicyTags } from "./actions/list-policy-tags.ts";
import { listPolicyVersions } from "./actions/list-policy-versions.ts";
import { listRolePolicies } from "./actions/list-role-policies.ts";
import { listRoleTags } from "./actions/list-role-tags.ts";
import { listRoles } from "./actions/list-roles.ts";
import { putRolePolicy } from "./actions/put-role-policy.ts";
import { setDefaultPolicyVersion } from "./actions/set-default-policy-version.ts";
import { tagPolicy } from "./actions/tag-policy.ts";
import { tagRole } from "./actions/tag-role.ts";
import { untagPolicy } from "./actions/untag-policy.ts";
import { untagRole } from "./actions/untag-role.ts";
import { updateAssumeRolePolicy } from "./actions/update-assume-role-policy.ts";
import { updateRole } from "./actions/update-role.ts";
import { updateRoleDescription } from "./actions/update-role-description.ts";

const ALL: readonly AnyIamAction[] = [
  attachRolePolicy,
  createAccountAlias,
  createPolicy,
  createPolicyVersion,
  createRole,
  deleteAccountAlias,
  deletePolicy,
  deletePolicyVersion,
  deleteRole,
  deleteRolePolicy,
  detachRolePolicy,
  getPolicy,
  getPolicyVersion,
  getRole,
  getRolePolicy,
  listAccountAliases,
  listAttachedRolePolicies,
  listEntitiesForPolicy,
  listInstanceProfilesForRole,
  listPolicies,
  listPolicyTags,
  listPolicyVersions,
  listRolePolicies,
  listRoleTags,
  listRoles,
  putRolePolicy,
  setDefaultPolicyVersion,
  tagPolicy,
  tagRole,
  untagPolicy,
  untagRole,
  updateAssumeRolePolicy,
  updateRole,
  updateRoleDescription,
];

/** By the name the request calls it. */
export const actions: ReadonlyMap<string, AnyIamAction> = new Map(ALL.map((one) => [one.name, one]));
