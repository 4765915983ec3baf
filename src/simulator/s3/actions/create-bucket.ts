// Room simulator/s3: CreateBucket.
import { action, nowS } from "../action.ts";
import { checkBucketName } from "../bucket-name.ts";
import { bucketAlreadyExists, bucketAlreadyOwnedByYou, notModelled, S3Error } from "../errors.ts";
import { MAX_BUCKET_TAGS, MAX_BUCKETS } from "../limits.ts";
import { OF_BUCKET, shapes } from "../shape.ts";
import { readTags } from "../tags.ts";

/** Where the bucket namespace began; its buckets name no location, and making one again is no error. */
const FIRST_REGION = "us-east-1";

export const createBucket = action({
  name: "CreateBucket",
  extent: "partial",
  input: {
    ...OF_BUCKET,
    ACL: { header: "x-amz-acl" },
    ObjectOwnership: { header: "x-amz-object-ownership" },
    CreateBucketConfiguration: {
      root: "CreateBucketConfiguration",
      xml: { members: { LocationConstraint: "string", Tags: { list: shapes.tagSet.list, item: "Tag" } } },
    },
  },
  output: { Location: { header: "location" }, BucketArn: { header: "x-amz-bucket-arn" } },
  decide({ buckets }, { Bucket = "", ACL, ObjectOwnership, CreateBucketConfiguration = {} }, call) {
    checkBucketName(Bucket);
    const region = regionOf(CreateBucketConfiguration.LocationConstraint, call.region);
    if (ACL !== undefined && ACL !== "private")
      throw new S3Error(
        "InvalidBucketAclWithObjectOwnership",
        "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        400,
      );
    if (ObjectOwnership !== undefined && ObjectOwnership !== "BucketOwnerEnforced")
      throw notModelled(`CreateBucket with ObjectOwnership ${ObjectOwnership}`);
    const location = region === FIRST_REGION ? `/${Bucket}` : `http://${Bucket}.s3.amazonaws.com/`;
    const answer = { Location: location, BucketArn: `arn:aws:s3:::${Bucket}` };
    const there = buckets.get(Bucket);
    if (there !== undefined) {
      if (there.account !== call.account) throw bucketAlreadyExists(Bucket);
      if (there.region !== FIRST_REGION || region !== FIRST_REGION) throw bucketAlreadyOwnedByYou(Bucket);
      return { events: [], answer };
    }
    if (buckets.size >= MAX_BUCKETS)
      throw new S3Error("TooManyBuckets", "You have attempted to create more buckets than allowed", 400);
    const tags = readTags(CreateBucketConfiguration.Tags ?? [], MAX_BUCKET_TAGS, "bucket");
    const settings = Object.keys(tags).length === 0 ? {} : { tags };
    const { account } = call;
    const made = { bucket: Bucket, account, region, createdS: nowS(call), settings };
    return { events: [{ kind: "s3.bucket-created", ...made }], answer };
  },
});

/** The endpoint of the first region makes buckets anywhere, all others their own alone. */
function regionOf(constraint: string | undefined, region: string): string {
  if (constraint === FIRST_REGION)
    throw new S3Error("InvalidLocationConstraint", "The specified location-constraint is not valid", 400, {
      LocationConstraint: constraint,
    });
  if (region === FIRST_REGION) return constraint ?? region;
  if (constraint === region) return region;
  throw new S3Error(
    "IllegalLocationConstraintException",
    `The ${constraint ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    400,
  );
}
