// Room simulator/lambda: UpdateAlias.
import { action, changed, FUNCTION_PATH } from "../action.ts";
import { aliasAnswer, checkVersion, findAlias, refuseWeights, ROUTING } from "../alias.ts";
import { findFunction } from "../names.ts";
import { checkRevision, revisionOf } from "../revision.ts";

export const updateAlias = action({
  name: "UpdateAlias",
  route: { method: "PUT", path: `${FUNCTION_PATH}/aliases/{Name}`, status: 200 },
  extent: "partial",
  input: {
    FunctionName: "string",
    Name: "string",
    FunctionVersion: "string",
    Description: "string",
    RevisionId: "string",
    RoutingConfig: ROUTING,
  },
  decide(state, { FunctionName, Name, FunctionVersion, Description, RevisionId, RoutingConfig }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    const before = findAlias(fn, Name);
    refuseWeights(RoutingConfig);
    checkRevision(RevisionId, before.revisionId);
    const alias = {
      name: before.name,
      version: FunctionVersion === undefined ? before.version : checkVersion(fn, FunctionVersion),
      description: Description ?? before.description,
      revisionId: revisionOf(state, call),
    };
    return changed(aliasAnswer(fn, alias), {
      kind: "lambda.alias-put",
      functionArn: fn.arn,
      atMs: call.nowMs,
      alias,
    });
  },
});
