// Room simulator/cloudformation: AWS::IAM::ManagedPolicy, attached to roles. Ref gives its ARN.
import type { Json } from "../../../template/json.ts";
import type { ResourceType, Site } from "./resource-type.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import {
  deleteQuietly,
  given,
  isSame,
  lookUp,
  object,
  objects,
  optionalText,
  text,
  texts,
} from "./values.ts";

const MAX_NAME = 128;

async function setRoles(
  site: Site,
  PolicyArn: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  for (const RoleName of after)
    if (!before.includes(RoleName)) await site.call("iam", "AttachRolePolicy", { RoleName, PolicyArn });
  for (const RoleName of before)
    if (!after.includes(RoleName))
      await deleteQuietly(site, "iam", "DetachRolePolicy", { RoleName, PolicyArn });
}

/** A policy keeps five versions: those that are not in force go before another comes. */
async function dropVersions(site: Site, PolicyArn: string): Promise<void> {
  const { Versions } = await site.call("iam", "ListPolicyVersions", { PolicyArn });
  // JSON of the service's
  for (const { VersionId, IsDefaultVersion } of objects(Versions as Json | undefined))
    if (IsDefaultVersion !== true)
      await deleteQuietly(site, "iam", "DeletePolicyVersion", { PolicyArn, VersionId: text(VersionId) });
}

export const iamManagedPolicy: ResourceType = {
  type: "AWS::IAM::ManagedPolicy",
  properties: {
    ...each(replaces("string"), "Description", "ManagedPolicyName", "Path"),
    PolicyDocument: needs(sets("json")),
    Roles: sets("strings"),
    ...each(refused, "Groups", "Users"),
  },
  attributes: ["PolicyArn", "PolicyId"],
  naming: "ManagedPolicyName",
  isIam: true,
  async create({ properties: wanted }, site) {
    const { Policy } = await site.call(
      "iam",
      "CreatePolicy",
      given({
        PolicyName: optionalText(wanted.ManagedPolicyName) ?? site.name({ max: MAX_NAME }),
        PolicyDocument: text(wanted.PolicyDocument),
        Description: optionalText(wanted.Description),
        Path: optionalText(wanted.Path),
      }),
    );
    const { Arn = "", PolicyId = "" } = object(Policy as Json | undefined); // JSON of the service's
    const physicalId = text(Arn);
    site.initiated(physicalId);
    await setRoles(site, physicalId, [], texts(wanted.Roles));
    return { physicalId, attributes: { PolicyArn: physicalId, PolicyId } };
  },
  async update(before, { properties: wanted }, site) {
    const { physicalId: PolicyArn } = before.standing;
    if (!isSame(before.properties.PolicyDocument, wanted.PolicyDocument)) {
      await dropVersions(site, PolicyArn);
      await site.call("iam", "CreatePolicyVersion", {
        PolicyArn,
        PolicyDocument: text(wanted.PolicyDocument),
        SetAsDefault: true,
      });
    }
    await setRoles(site, PolicyArn, texts(before.properties.Roles), texts(wanted.Roles));
    return before.standing;
  },
  async delete({ standing: { physicalId: PolicyArn }, properties: was }, site) {
    await setRoles(site, PolicyArn, texts(was.Roles), []);
    // IAM deletes no policy that has another version than the one in force.
    if ((await lookUp(site, "iam", "GetPolicy", { PolicyArn })) !== undefined)
      await dropVersions(site, PolicyArn);
    await deleteQuietly(site, "iam", "DeletePolicy", { PolicyArn });
  },
};
