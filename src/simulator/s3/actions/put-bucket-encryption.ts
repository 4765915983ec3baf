// Room simulator/s3: PutBucketEncryption: what objects are said to be encrypted with that name nothing themselves.
import { action } from "../action.ts";
import { malformedXml } from "../errors.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET, shapes } from "../shape.ts";

const ALGORITHMS = ["AES256", "aws:kms", "aws:kms:dsse"];

export const putBucketEncryption = action({
  name: "PutBucketEncryption",
  extent: "partial",
  input: {
    ...OF_BUCKET,
    ServerSideEncryptionConfiguration: { root: "ServerSideEncryptionConfiguration", xml: shapes.encryption },
  },
  output: {},
  decide(state, input) {
    const { name } = findBucket(state, input);
    const { Rules: [rule, ...more] = [] } = input.ServerSideEncryptionConfiguration ?? {};
    const { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId } = rule?.ApplyServerSideEncryptionByDefault ?? {};
    if (rule === undefined || more.length > 0 || algorithm === undefined) throw malformedXml();
    if (!ALGORITHMS.includes(algorithm)) throw malformedXml();
    const bucketKey = rule.BucketKeyEnabled ?? false;
    const encryption = [{ algorithm, bucketKey, ...(keyId === undefined ? {} : { keyId }) }];
    return { events: [{ kind: "s3.bucket-configured", bucket: name, change: { encryption } }], answer: {} };
  },
});
