// Room simulator/lambda: AddPermission.
import { impossiblePrincipal } from "../../policy-principals.ts";
import { action, changed, FUNCTION_PATH, QUALIFIER } from "../action.ts";
import { conflict, invalidParameter, notModelled, validation } from "../errors.ts";
import { findTarget } from "../names.ts";
import { statementOf } from "../resource-policy.ts";
import { checkRevision, revisionOf } from "../revision.ts";

const SID = /^[a-zA-Z0-9-_]+$/;
/** API Reference, AddPermission: SourceArn. */
const SOURCE_ARN = String.raw`arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)`;
const ACTION = String.raw`(lambda:[*]|lambda:[a-zA-Z]+|[*])`;

export const addPermission = action({
  name: "AddPermission",
  route: { method: "POST", path: `${FUNCTION_PATH}/policy`, status: 201, query: QUALIFIER },
  extent: "partial",
  input: {
    FunctionName: "string",
    Qualifier: "string",
    StatementId: "string",
    Action: "string",
    Principal: "string",
    SourceArn: "string",
    SourceAccount: "string",
    EventSourceToken: "string",
    PrincipalOrgID: "string",
    FunctionUrlAuthType: "string",
    RevisionId: "string",
  },
  decide(state, input, call) {
    const { StatementId: sid = "", Action: what = "", Principal: principal } = input;
    const { fn, qualifier = "" } = findTarget(state, input.FunctionName, input.Qualifier, call);
    if (!SID.test(sid) || sid.length > 100)
      throw validation(
        sid,
        "statementId",
        "Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)",
      );
    if (!new RegExp(`^${ACTION}$`).test(what))
      throw validation(what, "action", `Member must satisfy regular expression pattern: ${ACTION}`);
    if (principal === undefined) throw validation("null", "principal", "Member must not be null");
    const isImpossible = impossiblePrincipal([{ Principal: { AWS: principal } }]) !== undefined;
    if (isImpossible || !/^(\*|\d{12}|arn:\S+|[\w.-]+\.amazonaws\.com)$/.test(principal))
      throw invalidParameter("The provided principal was invalid. Please check the principal and try again.");
    const { SourceArn: sourceArn, SourceAccount: sourceAccount } = input;
    if (sourceArn !== undefined && !new RegExp(`^${SOURCE_ARN}$`).test(sourceArn))
      throw validation(
        sourceArn,
        "sourceArn",
        `Member must satisfy regular expression pattern: ${SOURCE_ARN}`,
      );
    if (sourceAccount !== undefined && !/^\d{12}$/.test(sourceAccount))
      throw validation(
        sourceAccount,
        "sourceAccount",
        String.raw`Member must satisfy regular expression pattern: \d{12}`,
      );
    for (const name of ["EventSourceToken", "PrincipalOrgID", "FunctionUrlAuthType"] as const)
      if (input[name] !== undefined) throw notModelled(`AddPermission with ${name}`);
    if (qualifier === "$LATEST")
      throw invalidParameter("We currently do not support adding policies for $LATEST.");
    const policy = fn.policies.get(qualifier);
    checkRevision(input.RevisionId, policy?.revisionId ?? fn.latest.revisionId);
    if (policy?.statements.has(sid) === true)
      throw conflict(
        `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    const statement = { sid, action: what, principal, sourceArn, sourceAccount };
    return changed(
      { Statement: JSON.stringify(statementOf(fn, qualifier, statement, call)) },
      {
        kind: "lambda.permission-added",
        functionArn: fn.arn,
        atMs: call.nowMs,
        qualifier,
        statement,
        revisionId: revisionOf(state, call),
      },
    );
  },
});
