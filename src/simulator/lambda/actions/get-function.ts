// Room simulator/lambda: GetFunction.
import { action, answered, FUNCTION_PATH, QUALIFIER } from "../action.ts";
import { configurationOf } from "../answer.ts";
import { findTarget } from "../names.ts";

export const getFunction = action({
  name: "GetFunction",
  route: { method: "GET", path: FUNCTION_PATH, status: 200, query: QUALIFIER },
  input: { FunctionName: "string", Qualifier: "string" },
  decide(state, { FunctionName, Qualifier }, call) {
    const { fn, version, qualifier } = findTarget(state, FunctionName, Qualifier, call);
    const Location = `${call.baseUrl}/_code/${fn.account}/${fn.name}?sha256=${encodeURIComponent(version.code.sha256)}`;
    return answered({
      Configuration: configurationOf(fn, version, call, qualifier),
      Code: { RepositoryType: "S3", Location },
      ...(fn.tags.size === 0 ? {} : { Tags: Object.fromEntries(fn.tags) }),
      ...(fn.reserved === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: fn.reserved } }),
    });
  },
});
