// Room simulator/cloudformation: AWS::Logs::LogGroup. Ref gives its name; the ARN that GetAtt gives ends with `:*`.
import type { Json } from "../../../template/json.ts";
import type { ResourceType, Site, Standing } from "./resource-type.ts";
import { each, refused, replaces, sets } from "./rule.ts";
import {
  AlreadyExists,
  deleteQuietly,
  given,
  isSame,
  objects,
  optionalText,
  tagChange,
  tagMap,
} from "./values.ts";

const TYPE = "AWS::Logs::LogGroup";
const MAX_NAME = 512;

const standing = (name: string, { partition, region, account }: Site): Standing => ({
  physicalId: name,
  attributes: { Arn: `arn:${partition}:logs:${region}:${account}:log-group:${name}:*` },
});

async function setRetention(site: Site, logGroupName: string, days: Json | undefined): Promise<void> {
  if (days === undefined) await site.call("logs", "DeleteRetentionPolicy", { logGroupName });
  else await site.call("logs", "PutRetentionPolicy", { logGroupName, retentionInDays: Number(days) });
}

async function exists(site: Site, logGroupNamePrefix: string): Promise<boolean> {
  const { logGroups } = await site.call("logs", "DescribeLogGroups", { logGroupNamePrefix });
  // JSON of the service's
  return objects(logGroups as Json | undefined).some((one) => one.logGroupName === logGroupNamePrefix);
}

export const logsLogGroup: ResourceType = {
  type: TYPE,
  properties: {
    LogGroupName: replaces("string"),
    LogGroupClass: replaces("string"),
    RetentionInDays: sets("integer"),
    Tags: sets("tags"),
    ...each(
      refused,
      "BearerTokenAuthenticationEnabled",
      "DataProtectionPolicy",
      "DeletionProtectionEnabled",
      "FieldIndexPolicies",
      "KmsKeyId",
      "ResourcePolicyDocument",
    ),
  },
  attributes: ["Arn"],
  naming: "LogGroupName",
  async create({ properties: wanted, tags }, site) {
    const logGroupName = optionalText(wanted.LogGroupName) ?? site.name({ max: MAX_NAME });
    if (await exists(site, logGroupName)) throw new AlreadyExists(TYPE, logGroupName);
    await site.call(
      "logs",
      "CreateLogGroup",
      given({
        logGroupName,
        logGroupClass: optionalText(wanted.LogGroupClass),
        tags: tags.length === 0 ? undefined : tagMap(tags),
      }),
    );
    site.initiated(logGroupName);
    if (wanted.RetentionInDays !== undefined) await setRetention(site, logGroupName, wanted.RetentionInDays);
    return standing(logGroupName, site);
  },
  async update(before, { properties: wanted, tags }, site) {
    const { physicalId, attributes } = before.standing;
    if (!isSame(before.properties.RetentionInDays, wanted.RetentionInDays))
      await setRetention(site, physicalId, wanted.RetentionInDays);
    const resourceArn = String(attributes["Arn"]);
    const { set, removed } = tagChange(before.tags, tags);
    if (removed.length > 0) await site.call("logs", "UntagResource", { resourceArn, tagKeys: removed });
    if (set.length > 0) await site.call("logs", "TagResource", { resourceArn, tags: tagMap(set) });
    return before.standing;
  },
  delete: ({ standing: { physicalId: logGroupName } }, site) =>
    deleteQuietly(site, "logs", "DeleteLogGroup", { logGroupName }),
};
