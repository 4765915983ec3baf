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
} from "@aws-sdk/client-iam";
import type { Sender } from "../target/clients.ts";
import type { Json, JsonObject } from "../template/template.ts";
import { attributeText, type Made, type ResourceKind } from "./resource.ts";
import { difference, isThere } from "./until.ts";

async function madeRole(name: string, iam: Sender<IAMClient>): Promise<Made> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  return { ref: name, attributes: { Arn: Role?.Arn ?? "", RoleId: Role?.RoleId ?? "" } };
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
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: made.ref }));
    const problems = [
      ...difference(
        "AssumeRolePolicyDocument",
        properties.AssumeRolePolicyDocument,
        documentIn(Role?.AssumeRolePolicyDocument),
      ),
    ];
    for (const { PolicyName, PolicyDocument } of inlineOf(properties)) {
      const got = await iam.send(new GetRolePolicyCommand({ RoleName: made.ref, PolicyName }));
      problems.push(
        ...difference(`policy ${PolicyName}`, JSON.parse(PolicyDocument), documentIn(got.PolicyDocument)),
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
