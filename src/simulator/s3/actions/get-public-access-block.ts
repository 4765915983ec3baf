// Room simulator/s3: GetPublicAccessBlock. A new bucket blocks everything (S3 User Guide, "Blocking public access", since April 2023).
import { action, answered } from "../action.ts";
import { S3Error } from "../errors.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET, shapes } from "../shape.ts";

const DEFAULT = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const getPublicAccessBlock = action({
  name: "GetPublicAccessBlock",
  input: OF_BUCKET,
  output: {
    PublicAccessBlockConfiguration: {
      root: "PublicAccessBlockConfiguration",
      xml: shapes.publicAccessBlock,
    },
  },
  decide(state, input) {
    const { name, settings } = findBucket(state, input);
    const { publicAccessBlock = DEFAULT } = settings;
    if (publicAccessBlock === "none")
      throw new S3Error(
        "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found",
        404,
        { BucketName: name },
      );
    return answered({ PublicAccessBlockConfiguration: publicAccessBlock });
  },
});
