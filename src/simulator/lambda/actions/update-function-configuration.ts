// Room simulator/lambda: UpdateFunctionConfiguration.
import { action, FUNCTION_PATH } from "../action.ts";
import { CONFIG, changedConfig } from "../config.ts";
import { findFunction } from "../names.ts";
import { checkRevision } from "../revision.ts";
import { update } from "../update.ts";

export const updateFunctionConfiguration = action({
  name: "UpdateFunctionConfiguration",
  route: { method: "PUT", path: `${FUNCTION_PATH}/configuration`, status: 200 },
  input: { FunctionName: "string", RevisionId: "string", ...CONFIG },
  decide(state, input, call) {
    const { fn } = findFunction(state, input.FunctionName, undefined, call);
    checkRevision(input.RevisionId, fn.latest.revisionId);
    const config = changedConfig(fn.latest.config, input);
    return update(state, { fn, change: { config }, publish: false }, call);
  },
});
