// Room simulator/cloudformation: AWS::IAM::Policy: one inline policy of several roles.
import type { JsonObject } from "../../../template/json.ts";
import type { ResourceType, Site } from "./resource-type.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import { deleteQuietly, text, texts } from "./values.ts";

async function put(site: Site, roles: readonly string[], wanted: JsonObject): Promise<void> {
  for (const RoleName of roles)
    await site.call("iam", "PutRolePolicy", {
      RoleName,
      PolicyName: text(wanted.PolicyName),
      PolicyDocument: text(wanted.PolicyDocument),
    });
}

async function take(site: Site, roles: readonly string[], { PolicyName }: JsonObject): Promise<void> {
  for (const RoleName of roles)
    await deleteQuietly(site, "iam", "DeleteRolePolicy", { RoleName, PolicyName: text(PolicyName) });
}

export const iamPolicy: ResourceType = {
  type: "AWS::IAM::Policy",
  properties: {
    PolicyName: needs(replaces("string")),
    PolicyDocument: needs(sets("json")),
    Roles: sets("strings"),
    ...each(refused, "Groups", "Users"),
  },
  attributes: ["Id"],
  isIam: true,
  async create({ properties: wanted }, site) {
    const physicalId = site.name({ max: 128 });
    await put(site, texts(wanted.Roles), wanted);
    site.initiated(physicalId);
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(before, { properties: wanted }, site) {
    const kept = texts(wanted.Roles);
    const dropped = texts(before.properties.Roles).filter((role) => !kept.includes(role));
    await put(site, kept, wanted);
    await take(site, dropped, before.properties);
    return before.standing;
  },
  delete: ({ properties: was }, site) => take(site, texts(was.Roles), was),
};
