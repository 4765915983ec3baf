// Room simulator/s3: PutBucketVersioning. Versions are kept as S3 keeps them; MFA delete is not modelled.
import { action } from "../action.ts";
import { malformedXml, notModelled, S3Error } from "../errors.ts";
import { findBucket } from "../find.ts";
import { OF_BUCKET } from "../shape.ts";

export const putBucketVersioning = action({
  name: "PutBucketVersioning",
  extent: "partial",
  input: {
    ...OF_BUCKET,
    VersioningConfiguration: {
      root: "VersioningConfiguration",
      // The API calls it MFADelete, the wire MfaDelete.
      xml: { members: { Status: "string", MFADelete: "string", MfaDelete: "string" } },
    },
  },
  output: {},
  decide(state, input) {
    const { name } = findBucket(state, input);
    const { Status, MFADelete, MfaDelete } = input.VersioningConfiguration ?? {};
    if (MFADelete === "Enabled" || MfaDelete === "Enabled")
      throw notModelled("PutBucketVersioning with MFADelete");
    if (Status === undefined)
      throw new S3Error(
        "IllegalVersioningConfigurationException",
        "The Versioning element must be specified",
        400,
      );
    if (Status !== "Enabled" && Status !== "Suspended") throw malformedXml();
    const change = { versioning: Status } as const;
    return { events: [{ kind: "s3.bucket-configured", bucket: name, change }], answer: {} };
  },
});
