// Room simulator/lambda: PutFunctionConcurrency: reserves concurrency, and limits the function to it.
import { action, changed, FUNCTION_PATH } from "../action.ts";
import { invalidParameter, validation } from "../errors.ts";
import { ACCOUNT_CONCURRENCY, MIN_UNRESERVED } from "../limits.ts";
import { findFunction } from "../names.ts";

export const putFunctionConcurrency = action({
  name: "PutFunctionConcurrency",
  route: {
    method: "PUT",
    path: FUNCTION_PATH.replace("2015-03-31", "2017-10-31") + "/concurrency",
    status: 200,
  },
  input: { FunctionName: "string", ReservedConcurrentExecutions: "integer" },
  decide(state, { FunctionName, ReservedConcurrentExecutions: reserved }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    if (reserved === undefined || reserved < 0)
      throw validation(
        reserved ?? "null",
        "reservedConcurrentExecutions",
        reserved === undefined
          ? "Member must not be null"
          : "Member must have value greater than or equal to 0",
      );
    const others = [...state.functions.values()].filter(
      ({ arn, region }) => arn !== fn.arn && region === fn.region,
    );
    const taken = others.reduce((sum, one) => sum + (one.reserved ?? 0), 0);
    if (ACCOUNT_CONCURRENCY - taken - reserved < MIN_UNRESERVED)
      throw invalidParameter(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${MIN_UNRESERVED}].`,
      );
    return changed(
      { ReservedConcurrentExecutions: reserved },
      { kind: "lambda.concurrency-set", functionArn: fn.arn, atMs: call.nowMs, reserved },
    );
  },
});
