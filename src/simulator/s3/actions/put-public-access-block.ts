// Room simulator/s3: PutPublicAccessBlock: kept and told again; there is no public to block, since all callers are the account's.
import { action } from "../action.ts";
import { malformedXml } from "../errors.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET, shapes } from "../shape.ts";

export const putPublicAccessBlock = action({
  name: "PutPublicAccessBlock",
  extent: "partial",
  input: {
    ...OF_BUCKET,
    PublicAccessBlockConfiguration: {
      root: "PublicAccessBlockConfiguration",
      xml: shapes.publicAccessBlock,
    },
  },
  output: {},
  decide(state, input) {
    const { name } = findBucket(state, input);
    const given = input.PublicAccessBlockConfiguration;
    if (given === undefined) throw malformedXml();
    const publicAccessBlock = {
      BlockPublicAcls: given.BlockPublicAcls ?? false,
      IgnorePublicAcls: given.IgnorePublicAcls ?? false,
      BlockPublicPolicy: given.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
    };
    const change = { publicAccessBlock };
    return { events: [{ kind: "s3.bucket-configured", bucket: name, change }], answer: {} };
  },
});
