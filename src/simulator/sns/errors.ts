// Room simulator/sns: what SNS answers when it refuses a call: code, HTTP status and AWS's own words, one maker for each.
import { AwsError } from "../wire/index.ts";

/** `Invalid parameter: WHAT`, or `Invalid parameter: WHAT Reason: WHY`. */
export function invalidParameter(what: string, why?: string): AwsError {
  const reason = why === undefined ? "" : ` Reason: ${why}`;
  return new AwsError("InvalidParameter", `Invalid parameter: ${what}${reason}`);
}

/** InvalidParameter in words of its own. */
export const invalid = (message: string): AwsError => new AwsError("InvalidParameter", message);

/** SNS-33. */
export const notFound = (what: "Topic" | "Subscription" | "PlatformApplication" | "Endpoint"): AwsError =>
  new AwsError("NotFound", `${what} does not exist`, { status: 404 });

/** The gateway before SNS: a member that the model calls required is not in the request. */
export const missingMember = (path: string): AwsError =>
  new AwsError(
    "ValidationError",
    `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );

/** What the simulator does not model is refused by name, never answered with success. */
export const notImplemented = (what: string): AwsError =>
  new AwsError("NotImplemented", `SNS ${what} is not implemented by this simulator`, { status: 501 });
