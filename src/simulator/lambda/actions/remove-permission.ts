// Room simulator/lambda: RemovePermission.
import { action, changed, FUNCTION_PATH } from "../action.ts";
import { notFound } from "../errors.ts";
import { findTarget } from "../names.ts";
import { checkRevision, revisionOf } from "../revision.ts";

export const removePermission = action({
  name: "RemovePermission",
  route: {
    method: "DELETE",
    path: `${FUNCTION_PATH}/policy/{StatementId}`,
    status: 204,
    query: { Qualifier: "Qualifier", RevisionId: "RevisionId" },
  },
  input: { FunctionName: "string", StatementId: "string", Qualifier: "string", RevisionId: "string" },
  decide(state, { FunctionName, StatementId: sid = "", Qualifier, RevisionId }, call) {
    const { fn, qualifier = "" } = findTarget(state, FunctionName, Qualifier, call);
    const policy = fn.policies.get(qualifier);
    if (policy === undefined) throw notFound("No policy is associated with the given resource.");
    if (!policy.statements.has(sid)) throw notFound(`Statement ${sid} is not found in resource policy.`);
    checkRevision(RevisionId, policy.revisionId);
    const at = { functionArn: fn.arn, atMs: call.nowMs };
    const revisionId = revisionOf(state, call);
    return changed({}, { kind: "lambda.permission-removed", qualifier, sid, revisionId, ...at });
  },
});
