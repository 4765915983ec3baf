// Room simulator/iam: the role or policy a call names, or IAM's refusal; and how answers tell them.
import { isoOf } from "./action.ts";
import { noSuchPolicy, noSuchRole, notModelled } from "./errors.ts";
import { keyOf } from "./evolve.ts";
import { MAX_ROLE_NAME_CHARACTERS } from "./limits.ts";
import { isAwsManaged, readName } from "./names.ts";
import type { IamState, Policy, PolicyVersion, Role } from "./state.ts";
import { tagList } from "./tags.ts";

export function findRole(state: IamState, name: string | undefined): Role {
  const read = readName("roleName", name, MAX_ROLE_NAME_CHARACTERS);
  const role = state.roles.get(keyOf(read));
  if (role === undefined) throw noSuchRole(read);
  return role;
}

/** AWS's own policies may be attached, but what is in them is not known here. */
export function findPolicy(state: IamState, arn = "", what = "GetPolicy"): Policy {
  const policy = state.policies.get(arn);
  if (policy !== undefined) return policy;
  throw isAwsManaged(arn) ? notModelled(`${what} of a policy of AWS`) : noSuchPolicy(arn);
}

/** As lists tell it; GetRole and CreateRole tell the tags too. */
export function toldRole(role: Role, isWhole: boolean) {
  const { tags, boundary } = role;
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: isoOf(role.createdS),
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    Description: role.description,
    MaxSessionDuration: role.maxSessionS,
    PermissionsBoundary:
      boundary === undefined
        ? undefined
        : { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: boundary },
    Tags: isWhole && Object.keys(tags).length > 0 ? tagList(tags) : undefined,
    RoleLastUsed: isWhole ? {} : undefined,
  };
}

export function toldPolicy(state: IamState, policy: Policy, isWhole: boolean) {
  const { arn, tags } = policy;
  const roles = [...state.roles.values()];
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: roles.filter(({ attached }) => attached.includes(arn)).length,
    PermissionsBoundaryUsageCount: roles.filter(({ boundary }) => boundary === arn).length,
    IsAttachable: true,
    Description: isWhole ? policy.description : undefined,
    CreateDate: isoOf(policy.createdS),
    UpdateDate: isoOf(policy.updatedS),
    Tags: isWhole && Object.keys(tags).length > 0 ? tagList(tags) : undefined,
  };
}

export const toldVersion = (policy: Policy, { id, document, createdS }: PolicyVersion, isWhole: boolean) => ({
  Document: isWhole ? encodeURIComponent(document) : undefined,
  VersionId: id,
  IsDefaultVersion: id === policy.defaultVersion,
  CreateDate: isoOf(createdS),
});
