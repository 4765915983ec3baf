// Room simulator/cloudformation: AWS::S3::Bucket. Ref gives its name. One that is not empty is not deleted, as on AWS.
import type { Json, JsonObject } from "../../../template/json.ts";
import type { ResourceType, Site, Standing } from "./resource-type.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import {
  AlreadyExists,
  deleteQuietly,
  isSame,
  lookUp,
  object,
  objects,
  optionalBoolean,
  optionalText,
} from "./values.ts";
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

const PUBLIC_ACCESS = [
  "BlockPublicAcls",
  "BlockPublicPolicy",
  "IgnorePublicAcls",
  "RestrictPublicBuckets",
] as const;

/** Of a bucket of which nobody says anything (S3 User Guide, "Blocking public access"). */
const NO_PUBLIC_ACCESS: JsonObject = Object.fromEntries(PUBLIC_ACCESS.map((name) => [name, true]));

/** From what a bucket is told to what it should be; what is no longer said is as on a new bucket. */
async function configure(site: Site, Bucket: string, was: JsonObject, wanted: JsonObject): Promise<void> {
  const differs = (name: string): boolean => !isSame(was[name], wanted[name]);
  if (differs("VersioningConfiguration")) {
    // A bucket that once had versions keeps them: it is suspended, never as new.
    const { Status = "Suspended" } = object(wanted.VersioningConfiguration);
    await site.call("s3", "PutBucketVersioning", { Bucket, VersioningConfiguration: { Status } });
  }
  if (differs("BucketEncryption")) await encrypt(site, Bucket, wanted.BucketEncryption);
  if (differs("PublicAccessBlockConfiguration")) {
    const given = object(wanted.PublicAccessBlockConfiguration ?? NO_PUBLIC_ACCESS);
    const PublicAccessBlockConfiguration = Object.fromEntries(
      PUBLIC_ACCESS.map((name) => [name, optionalBoolean(given[name]) ?? false]),
    );
    await site.call("s3", "PutPublicAccessBlock", { Bucket, PublicAccessBlockConfiguration });
  }
}

async function encrypt(site: Site, Bucket: string, wanted: Json | undefined): Promise<void> {
  if (wanted === undefined) {
    await site.call("s3", "DeleteBucketEncryption", { Bucket });
    return;
  }
  const rules = objects(object(wanted).ServerSideEncryptionConfiguration).map(
    ({ BucketKeyEnabled, ServerSideEncryptionByDefault }) => ({
      ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault,
      BucketKeyEnabled: optionalBoolean(BucketKeyEnabled),
    }),
  );
  const ServerSideEncryptionConfiguration = { Rules: rules };
  await site.call("s3", "PutBucketEncryption", { Bucket, ServerSideEncryptionConfiguration });
}

export const s3Bucket: ResourceType = {
  type: TYPE,
  properties: {
    BucketName: replaces("string"),
    Tags: sets("tags"),
    BucketEncryption: sets({
      members: {
        ServerSideEncryptionConfiguration: needs(
          sets({
            list: {
              BucketKeyEnabled: sets("boolean"),
              ServerSideEncryptionByDefault: sets({
                members: { SSEAlgorithm: needs(sets("string")), KMSMasterKeyID: sets("string") },
              }),
              BlockedEncryptionTypes: refused,
            },
          }),
        ),
      },
    }),
    PublicAccessBlockConfiguration: sets({ members: each(sets("boolean"), ...PUBLIC_ACCESS) }),
    VersioningConfiguration: sets({ members: { Status: needs(sets("string")) } }),
    ...each(
      refused,
      "AccelerateConfiguration",
      "AccessControl",
      "AnalyticsConfigurations",
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
      "ReplicationConfiguration",
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
    await configure(site, Bucket, {}, wanted);
    return standing(Bucket, site);
  },
  async update(before, { properties: wanted, tags }, site) {
    const { physicalId: Bucket } = before.standing;
    const plain = (all: readonly Tag[]) => all.map(({ Key, Value }) => `${Key}=${Value}`).toSorted();
    if (!isSame(plain(before.tags), plain(tags))) await setTags(site, Bucket, tags);
    await configure(site, Bucket, before.properties, wanted);
    return before.standing;
  },
  delete: ({ standing: { physicalId: Bucket } }, site) =>
    deleteQuietly(site, "s3", "DeleteBucket", { Bucket }),
};
