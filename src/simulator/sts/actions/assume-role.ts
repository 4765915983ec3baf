// Room simulator/sts: AssumeRole: only a role that stands and whose trust policy lets the caller in.
import { AwsError, notImplemented } from "../../wire/index.ts";
import { action, type StsCall } from "../action.ts";
import { DEFAULT_ROLE_SESSION_S, MAX_ROLE_SESSION_S } from "../limits.ts";
import { beginSession, CREDENTIALS, readDuration } from "../session.ts";

const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

export const assumeRole = action({
  name: "AssumeRole",
  extent: "partial",
  input: {
    RoleArn: "string",
    RoleSessionName: "string",
    DurationSeconds: "integer",
    ExternalId: "string",
    SourceIdentity: "string",
    /** Narrows what the session may do; permissions are not evaluated, so it is taken and decides nothing. */
    Policy: "string",
    PolicyArns: { list: { members: { arn: "string" } } },
    Tags: { list: { members: { Key: "string", Value: "string" } } },
    TransitiveTagKeys: { list: "string" },
    SerialNumber: "string",
    TokenCode: "string",
  },
  output: {
    Credentials: CREDENTIALS,
    AssumedRoleUser: { members: { AssumedRoleId: "string", Arn: "string" } },
    SourceIdentity: "string",
  },
  decide(state, input, call) {
    if (input.SerialNumber !== undefined) throw notImplemented("sts", "AssumeRole with SerialNumber");
    const { RoleArn: arn = "", RoleSessionName: session = "", SourceIdentity } = input;
    if (!SESSION_NAME.test(session)) throw invalidName(session);
    const seconds = readDuration(input.DurationSeconds, DEFAULT_ROLE_SESSION_S, MAX_ROLE_SESSION_S);
    const role = call.roles.roleOf(arn);
    const { account, identity } = call;
    const isLetIn = call.roles.lets(arn, { account, arn: identity.arn, externalId: input.ExternalId });
    if (role === undefined || !isLetIn) throw denied(call, arn);
    if (seconds > role.maxSessionS)
      throw new AwsError(
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
      );
    const assumed = {
      arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${session}`,
      userId: `${role.id}:${session}`,
    };
    const { event, credentials } = beginSession(state, call, assumed, seconds);
    return {
      events: [event],
      answer: {
        Credentials: credentials,
        AssumedRoleUser: { AssumedRoleId: assumed.userId, Arn: assumed.arn },
        SourceIdentity,
      },
    };
  },
});

const denied = ({ identity }: StsCall, arn: string): AwsError =>
  new AwsError(
    "AccessDenied",
    `User: ${identity.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    { status: 403 },
  );

const invalidName = (name: string): AwsError =>
  new AwsError(
    "ValidationError",
    `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
  );
