// Room simulator/lambda: GetPolicy.
import { action, answered, FUNCTION_PATH, QUALIFIER } from "../action.ts";
import { notFound } from "../errors.ts";
import { findTarget } from "../names.ts";
import { statementOf } from "../resource-policy.ts";

export const getPolicy = action({
  name: "GetPolicy",
  route: { method: "GET", path: `${FUNCTION_PATH}/policy`, status: 200, query: QUALIFIER },
  input: { FunctionName: "string", Qualifier: "string" },
  decide(state, { FunctionName, Qualifier }, call) {
    const { fn, qualifier = "" } = findTarget(state, FunctionName, Qualifier, call);
    const policy = fn.policies.get(qualifier);
    if (policy === undefined) throw notFound("The resource you requested does not exist.");
    const Statement = [...policy.statements.values()].map((one) => statementOf(fn, qualifier, one, call));
    return answered({
      Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement }),
      RevisionId: policy.revisionId,
    });
  },
});
