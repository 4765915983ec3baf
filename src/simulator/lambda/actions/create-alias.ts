// Room simulator/lambda: CreateAlias.
import { action, changed, FUNCTION_PATH } from "../action.ts";
import { aliasAnswer, checkAliasName, checkVersion, refuseWeights, ROUTING } from "../alias.ts";
import { conflict } from "../errors.ts";
import { findFunction } from "../names.ts";
import { revisionOf } from "../revision.ts";

export const createAlias = action({
  name: "CreateAlias",
  route: { method: "POST", path: `${FUNCTION_PATH}/aliases`, status: 201 },
  extent: "partial",
  input: {
    FunctionName: "string",
    Name: "string",
    FunctionVersion: "string",
    Description: "string",
    RoutingConfig: ROUTING,
  },
  decide(state, { FunctionName, Name, FunctionVersion, Description = "", RoutingConfig }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    refuseWeights(RoutingConfig);
    const name = checkAliasName(Name);
    if (fn.aliases.has(name)) throw conflict(`Alias already exists: ${fn.arn}:${name}`);
    const version = checkVersion(fn, FunctionVersion);
    const alias = { name, version, description: Description, revisionId: revisionOf(state, call) };
    return changed(aliasAnswer(fn, alias), {
      kind: "lambda.alias-put",
      functionArn: fn.arn,
      atMs: call.nowMs,
      alias,
    });
  },
});
