// Room provision: roles as a sweep sees them, with their policies: IAM deletes no role that has any.
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListRoleTagsCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { allPages, ifThere, type LooseKind, nameAfter, tagsIn } from "./kind.ts";

const GONE = /NoSuchEntity/;

export const looseRoles: LooseKind = {
  type: "AWS::IAM::Role",
  async list(prefix, clients) {
    const client = await clients.iam();
    const names: string[] = [];
    for await (const { Roles = [] } of paginateListRoles({ client }, {}))
      names.push(...Roles.map(({ RoleName = "" }) => RoleName));
    return names.filter((name) => name.startsWith(prefix));
  },
  async tagsOf(RoleName, clients) {
    const iam = await clients.iam();
    return tagsIn((await ifThere(() => iam.send(new ListRoleTagsCommand({ RoleName })), GONE))?.Tags);
  },
  nameIn: (arn) => nameAfter(arn, /^arn:[^:]+:iam::[^:]*:role\/(?:.*\/)?([^/]+)$/),
  async exists(RoleName, clients) {
    const iam = await clients.iam();
    return (await ifThere(() => iam.send(new GetRoleCommand({ RoleName })), GONE)) !== undefined;
  },
  async remove(RoleName, clients) {
    const client = await clients.iam();
    const inline = await allPages(paginateListRolePolicies({ client }, { RoleName }));
    for (const PolicyName of inline.flatMap(({ PolicyNames = [] }) => PolicyNames))
      await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    const attached = await allPages(paginateListAttachedRolePolicies({ client }, { RoleName }));
    for (const { PolicyArn } of attached.flatMap(({ AttachedPolicies = [] }) => AttachedPolicies))
      await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await client.send(new DeleteRoleCommand({ RoleName }));
  },
};
