// Room simulator/cloudformation: AWS::IAM::Role with its inline and attached policies. Ref gives its name.
import type { JsonObject } from "../../../template/json.ts";
import type { ResourceType, Site } from "./resource-type.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import {
  deleteQuietly,
  given,
  isSame,
  object,
  objects,
  optionalNumber,
  optionalText,
  tagChange,
  text,
  texts,
} from "./values.ts";
import type { Json } from "../../../template/json.ts";

const MAX_NAME = 64;
/** IAM API Reference, CreateRole: MaxSessionDuration. */
const DEFAULT_SESSION_S = 3600;

/** From the policies that a role has to those that it should have. */
async function setPolicies(
  site: Site,
  RoleName: string,
  before: JsonObject,
  after: JsonObject,
): Promise<void> {
  const [old, kept] = [objects(before.Policies), objects(after.Policies)];
  for (const { PolicyName } of old)
    if (!kept.some((one) => isSame(one.PolicyName, PolicyName)))
      await deleteQuietly(site, "iam", "DeleteRolePolicy", { RoleName, PolicyName: text(PolicyName) });
  for (const one of kept)
    if (!old.some((other) => isSame(other, one)))
      await site.call("iam", "PutRolePolicy", {
        RoleName,
        PolicyName: text(one.PolicyName),
        PolicyDocument: text(one.PolicyDocument),
      });
  const [attached, wanted] = [texts(before.ManagedPolicyArns), texts(after.ManagedPolicyArns)];
  for (const PolicyArn of attached)
    if (!wanted.includes(PolicyArn))
      await deleteQuietly(site, "iam", "DetachRolePolicy", { RoleName, PolicyArn });
  for (const PolicyArn of wanted)
    if (!attached.includes(PolicyArn)) await site.call("iam", "AttachRolePolicy", { RoleName, PolicyArn });
}

export const iamRole: ResourceType = {
  type: "AWS::IAM::Role",
  properties: {
    RoleName: replaces("string"),
    Path: replaces("string"),
    AssumeRolePolicyDocument: needs(sets("json")),
    Description: sets("string"),
    MaxSessionDuration: sets("integer"),
    ManagedPolicyArns: sets("strings"),
    Policies: sets({
      list: { PolicyName: needs(sets("string")), PolicyDocument: needs(sets("json")) },
    }),
    Tags: sets("tags"),
    ...each(refused, "PermissionsBoundary"),
  },
  attributes: ["Arn", "RoleId"],
  naming: "RoleName",
  isIam: true,
  async create({ properties: wanted, tags }, site) {
    const RoleName = optionalText(wanted.RoleName) ?? site.name({ max: MAX_NAME });
    const { Role } = await site.call(
      "iam",
      "CreateRole",
      given({
        RoleName,
        AssumeRolePolicyDocument: text(wanted.AssumeRolePolicyDocument),
        Path: optionalText(wanted.Path),
        Description: optionalText(wanted.Description),
        MaxSessionDuration: optionalNumber(wanted.MaxSessionDuration),
        Tags: tags.length === 0 ? undefined : tags,
      }),
    );
    site.initiated(RoleName);
    const { Arn = "", RoleId = "" } = object(Role as Json | undefined); // JSON of the service's
    await setPolicies(site, RoleName, {}, wanted);
    return { physicalId: RoleName, attributes: { Arn, RoleId } };
  },
  async update(before, { properties: wanted, tags }, site) {
    const { physicalId: RoleName } = before.standing;
    const was = before.properties;
    if (!isSame(was.AssumeRolePolicyDocument, wanted.AssumeRolePolicyDocument))
      await site.call("iam", "UpdateAssumeRolePolicy", {
        RoleName,
        PolicyDocument: text(wanted.AssumeRolePolicyDocument),
      });
    if (
      !isSame(was.Description, wanted.Description) ||
      !isSame(was.MaxSessionDuration, wanted.MaxSessionDuration)
    )
      await site.call("iam", "UpdateRole", {
        RoleName,
        ...given({ Description: optionalText(wanted.Description ?? (was.Description && "")) }),
        MaxSessionDuration: optionalNumber(wanted.MaxSessionDuration) ?? DEFAULT_SESSION_S,
      });
    await setPolicies(site, RoleName, was, wanted);
    const { set, removed } = tagChange(before.tags, tags);
    if (removed.length > 0) await site.call("iam", "UntagRole", { RoleName, TagKeys: removed });
    if (set.length > 0) await site.call("iam", "TagRole", { RoleName, Tags: set });
    return before.standing;
  },
  async delete({ standing: { physicalId: RoleName }, properties: was }, site) {
    await setPolicies(site, RoleName, was, {});
    await deleteQuietly(site, "iam", "DeleteRole", { RoleName });
  },
};
