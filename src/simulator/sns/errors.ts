// Room simulator/sns: what SNS answers when it refuses a call: code, HTTP status and AWS's own words, one maker for each.

/** A refusal as the wire renders it; `senderFault` is Type Sender. */
export class SnsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly senderFault: boolean;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = "SnsError";
    this.code = code;
    this.status = status;
    this.senderFault = status < 500;
  }
}

/** `Invalid parameter: WHAT`, or `Invalid parameter: WHAT Reason: WHY`. */
export function invalidParameter(what: string, why?: string): SnsError {
  const reason = why === undefined ? "" : ` Reason: ${why}`;
  return new SnsError("InvalidParameter", `Invalid parameter: ${what}${reason}`);
}

/** InvalidParameter in words of its own. */
export const invalid = (message: string): SnsError => new SnsError("InvalidParameter", message);

/** SNS-33. */
export const notFound = (what: "Topic" | "Subscription" | "PlatformApplication" | "Endpoint"): SnsError =>
  new SnsError("NotFound", `${what} does not exist`, 404);

/** The gateway before SNS: a member that the model calls required is not in the request. */
export const missingMember = (path: string): SnsError =>
  new SnsError(
    "ValidationError",
    `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );

/** What the simulator does not model is refused by name, never answered with success. */
export const notImplemented = (what: string): SnsError =>
  new SnsError("NotImplemented", `SNS ${what} is not implemented by this simulator`, 501);
