// Room provision: roles by the calls of IAM.
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  type Role,
} from "@aws-sdk/client-iam";
import type { Json, JsonObject } from "../template/template.ts";
import { attributeText, type Made, type ResourceKind } from "./resource.ts";
import { createSeen } from "./seen.ts";
import { difference, isThere } from "./until.ts";

const seen = createSeen<Partial<Role>>();

async function read(RoleName: string, iam: IAMClient): Promise<Partial<Role>> {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
  return role ?? {};
}

async function madeRole(name: string, iam: IAMClient): Promise<Made> {
  const role = await read(name, iam);
  const { Arn = "", RoleId = "" } = role;
  return seen.keep({ ref: name, attributes: { Arn, RoleId } }, role);
}

export const roleKind: ResourceKind = {
  type: "AWS::IAM::Role",
  properties: ["RoleName", "AssumeRolePolicyDocument", "Policies", "ManagedPolicyArns"],
  nameOf: (id, { RoleName }, prefix) => (typeof RoleName === "string" ? RoleName : `${prefix}-${id}`),
  async create(name, properties, clients, tags) {
    const iam = await clients.iam();
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: attributeText(properties.AssumeRolePolicyDocument),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    for (const { PolicyName, PolicyDocument } of inlineOf(properties))
      await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName, PolicyDocument }));
    for (const PolicyArn of managedOf(properties))
      await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
    return madeRole(name, iam);
  },
  adopt: async (physicalId, _name, clients) => madeRole(physicalId, await clients.iam()),
  async differences(made, properties, clients) {
    const iam = await clients.iam();
    const got = await seen.take(made, () => read(made.ref, iam));
    const problems = [
      ...difference(
        "AssumeRolePolicyDocument",
        properties.AssumeRolePolicyDocument,
        documentIn(got.AssumeRolePolicyDocument),
      ),
    ];
    for (const { PolicyName, PolicyDocument } of inlineOf(properties)) {
      const inline = await iam.send(new GetRolePolicyCommand({ RoleName: made.ref, PolicyName }));
      problems.push(
        ...difference(`policy ${PolicyName}`, JSON.parse(PolicyDocument), documentIn(inline.PolicyDocument)),
      );
    }
    return problems;
  },
  async remove(made, properties, clients) {
    const iam = await clients.iam();
    for (const { PolicyName } of inlineOf(properties))
      await iam.send(new DeleteRolePolicyCommand({ RoleName: made.ref, PolicyName }));
    for (const PolicyArn of managedOf(properties))
      await iam.send(new DetachRolePolicyCommand({ RoleName: made.ref, PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName: made.ref }));
  },
  async exists(made, _properties, clients) {
    const iam = await clients.iam();
    return isThere(() => iam.send(new GetRoleCommand({ RoleName: made.ref })), /NoSuchEntity/);
  },
};

interface Inline {
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

function inlineOf({ Policies }: JsonObject): readonly Inline[] {
  return listOf(Policies).map((policy) => {
    const { PolicyName, PolicyDocument } = policy as JsonObject;
    return { PolicyName: String(PolicyName), PolicyDocument: attributeText(PolicyDocument) };
  });
}

const managedOf = ({ ManagedPolicyArns }: JsonObject): readonly string[] =>
  listOf(ManagedPolicyArns).map(String);

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

/** IAM answers documents URL-encoded (RFC 3986). */
function documentIn(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(decodeURIComponent(text));
}
