// Room simulator/cloudformation: AWS::S3::Bucket. Ref gives its name. One that is not empty is not deleted, as on AWS.
import type { ResourceType, Site, Standing } from "./resource-type.ts";
import { each, refused, replaces, sets } from "./rule.ts";
import { AlreadyExists, deleteQuietly, isSame, lookUp, optionalText } from "./values.ts";
import type { Tag } from "../state.ts";

const TYPE = "AWS::S3::Bucket";
const MAX_NAME = 63;
/** The region whose buckets name no region. */
const FIRST_REGION = "us-east-1";

const standing = (name: string, { partition, region }: Site): Standing => ({
  physicalId: name,
  attributes: {
    Arn: `arn:${partition}:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
  },
});

async function setTags(site: Site, Bucket: string, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) await site.call("s3", "DeleteBucketTagging", { Bucket });
  else await site.call("s3", "PutBucketTagging", { Bucket, Tagging: { TagSet: tags } });
}

export const s3Bucket: ResourceType = {
  type: TYPE,
  properties: {
    BucketName: replaces("string"),
    Tags: sets("tags"),
    ...each(
      refused,
      "AccelerateConfiguration",
      "AccessControl",
      "AnalyticsConfigurations",
      "BucketEncryption",
      "CorsConfiguration",
      "IntelligentTieringConfigurations",
      "InventoryConfigurations",
      "LifecycleConfiguration",
      "LoggingConfiguration",
      "MetricsConfigurations",
      "NotificationConfiguration",
      "ObjectLockConfiguration",
      "ObjectLockEnabled",
      "OwnershipControls",
      "PublicAccessBlockConfiguration",
      "ReplicationConfiguration",
      "VersioningConfiguration",
      "WebsiteConfiguration",
    ),
  },
  attributes: ["Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"],
  naming: "BucketName",
  async create({ properties: wanted, tags }, site) {
    const Bucket = optionalText(wanted.BucketName) ?? site.name({ max: MAX_NAME, isLower: true });
    // In the first region CreateBucket answers one's own bucket with success.
    if ((await lookUp(site, "s3", "HeadBucket", { Bucket })) !== undefined)
      throw new AlreadyExists(TYPE, Bucket);
    const { region } = site;
    const where =
      region === FIRST_REGION ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    await site.call("s3", "CreateBucket", { Bucket, ...where });
    site.initiated(Bucket);
    if (tags.length > 0) await setTags(site, Bucket, tags);
    return standing(Bucket, site);
  },
  async update(before, { tags }, site) {
    const { physicalId: Bucket } = before.standing;
    const plain = (all: readonly Tag[]) => all.map(({ Key, Value }) => `${Key}=${Value}`).toSorted();
    if (!isSame(plain(before.tags), plain(tags))) await setTags(site, Bucket, tags);
    return before.standing;
  },
  delete: ({ standing: { physicalId: Bucket } }, site) =>
    deleteQuietly(site, "s3", "DeleteBucket", { Bucket }),
};
