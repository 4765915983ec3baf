// Room simulator/s3: PutBucketPolicy. The policy is kept and told again; the simulator takes any credentials, so it decides nothing.
import { impossiblePrincipal } from "../../policy-principals.ts";
import { isFields } from "../../wire/index.ts";
import { action } from "../action.ts";
import { S3Error } from "../errors.ts";
import { findBucket } from "../find.ts";
import { MAX_POLICY_BYTES } from "../limits.ts";
import { OF_BUCKET } from "../shape.ts";

export const putBucketPolicy = action({
  name: "PutBucketPolicy",
  extent: "partial",
  input: { ...OF_BUCKET, Policy: { body: "text" } },
  output: {},
  status: 204,
  decide(state, input) {
    const { name } = findBucket(state, input);
    const { Policy: policy = "" } = input;
    checkPolicy(policy);
    return { events: [{ kind: "s3.bucket-configured", bucket: name, change: { policy } }], answer: {} };
  },
});

function checkPolicy(policy: string): void {
  if (Buffer.byteLength(policy) > MAX_POLICY_BYTES)
    throw new S3Error("PolicyTooLarge", `Policy exceeds the maximum allowed document size.`, 400);
  const document = parsed(policy);
  if (!isFields(document)) throw malformed("Policies must be valid JSON and the first byte must be '{'");
  const { Statement } = document;
  if (Statement === undefined) throw malformed("Missing required field Statement");
  if (impossiblePrincipal(Array.isArray(Statement) ? Statement : [Statement]) !== undefined)
    throw malformed("Invalid principal in policy");
}

const malformed = (message: string): S3Error => new S3Error("MalformedPolicy", message, 400);

function parsed(text: string): unknown {
  try {
    return text.startsWith("{") ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
