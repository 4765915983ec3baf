// Room simulator/lambda: UpdateFunctionCode.
import { action, answered, FUNCTION_PATH } from "../action.ts";
import { configurationOf } from "../answer.ts";
import { CODE_SOURCE, readCode } from "../code.ts";
import { findFunction } from "../names.ts";
import { checkRevision } from "../revision.ts";
import { update } from "../update.ts";

export const updateFunctionCode = action({
  name: "UpdateFunctionCode",
  route: { method: "PUT", path: `${FUNCTION_PATH}/code`, status: 200 },
  input: {
    FunctionName: "string",
    ...CODE_SOURCE,
    Publish: "boolean",
    DryRun: "boolean",
    RevisionId: "string",
    Architectures: { list: "string" },
  },
  gather: async (input, call, internal) => ({ code: await readCode(input, call, internal) }),
  decide(
    state,
    { FunctionName, Publish = false, DryRun = false, RevisionId, Architectures },
    call,
    { code },
  ) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    checkRevision(RevisionId, fn.latest.revisionId);
    const [architecture = fn.latest.config.architecture] = Architectures ?? [];
    const config = { ...fn.latest.config, architecture };
    const change = { config, ...(code === undefined ? {} : { code }) };
    if (DryRun) return answered(configurationOf(fn, { ...fn.latest, ...change }, call));
    return update(state, { fn, change, publish: Publish }, call);
  },
});
