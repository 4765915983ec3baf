// Room provision: managed policies as a sweep sees them, by their ARN. IAM deletes none that a role still has, or that has a version
// beside the one in force.
import {
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  paginateListEntitiesForPolicy,
  paginateListPolicies,
  paginateListPolicyTags,
  paginateListPolicyVersions,
} from "@aws-sdk/client-iam";
import type { Clients } from "../../target/clients.ts";
import { allPages, ifThere, type LooseKind, tagsIn } from "./kind.ts";

const GONE = /NoSuchEntity/;
const ARN = /^arn:[^:]+:iam::\d*:policy\//;

async function isThere(PolicyArn: string, clients: Clients): Promise<boolean> {
  // An intent knows a policy by a name of ours.
  if (!ARN.test(PolicyArn)) return false;
  const iam = await clients.iam();
  return (await ifThere(() => iam.send(new GetPolicyCommand({ PolicyArn })), GONE)) !== undefined;
}

export const loosePolicies: LooseKind = {
  type: "AWS::IAM::ManagedPolicy",
  async list(prefix, clients) {
    const client = await clients.iam();
    const pages = await allPages(paginateListPolicies({ client }, { Scope: "Local" }));
    return pages
      .flatMap(({ Policies = [] }) => Policies)
      .filter(({ PolicyName = "" }) => PolicyName.startsWith(prefix))
      .map(({ Arn = "" }) => Arn);
  },
  async tagsOf(PolicyArn, clients) {
    const client = await clients.iam();
    const pages = await ifThere(() => allPages(paginateListPolicyTags({ client }, { PolicyArn })), GONE);
    return tagsIn(pages?.flatMap(({ Tags = [] }) => Tags));
  },
  nameIn: (arn) => (ARN.test(arn) ? arn : undefined),
  exists: isThere,
  async remove(PolicyArn, clients) {
    const client = await clients.iam();
    const users = await allPages(paginateListEntitiesForPolicy({ client }, { PolicyArn }));
    for (const { RoleName } of users.flatMap(({ PolicyRoles = [] }) => PolicyRoles))
      await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    const versions = await allPages(paginateListPolicyVersions({ client }, { PolicyArn }));
    for (const { VersionId, IsDefaultVersion } of versions.flatMap(({ Versions = [] }) => Versions))
      if (IsDefaultVersion !== true)
        await client.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    await ifThere(() => client.send(new DeletePolicyCommand({ PolicyArn })), GONE);
  },
};
