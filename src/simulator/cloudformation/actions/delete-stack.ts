// Room simulator/cloudformation: DeleteStack. What is not there is deleted already.
import { action, answered } from "../action.ts";
import { begin, isRepeated } from "../begin.ts";
import { notModelled, validation } from "../errors.ts";
import { stackNamed } from "../find.ts";

export const deleteStack = action({
  name: "DeleteStack",
  input: {
    StackName: "string",
    RetainResources: { list: "string" },
    RoleARN: "string",
    ClientRequestToken: "string",
    DeletionMode: "string",
  },
  output: {},
  decide(state, { StackName, RetainResources: retain = [], ClientRequestToken: token, DeletionMode }, call) {
    if (StackName === undefined || StackName === "") throw validation("StackName is required");
    if (DeletionMode === "FORCE_DELETE_STACK") throw notModelled("DeletionMode FORCE_DELETE_STACK");
    const stack = stackNamed(state, StackName, call);
    if (stack === undefined || /^DELETE_(?:COMPLETE|IN_PROGRESS)$/.test(stack.status)) return answered({});
    if (isRepeated(stack, "delete", token)) return answered({});
    if (/^UPDATE_.*IN_PROGRESS$/.test(stack.status))
      throw validation(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
    if (stack.isProtected)
      throw validation(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
    if (retain.length > 0 && stack.status !== "DELETE_FAILED")
      throw validation(
        `Invalid operation on stack [${stack.id}]. To retain resources, the stack must be in the DELETE_FAILED state.`,
      );
    return {
      events: begin(stack.id, { operation: "delete", retain, token }, call, stack.events.length),
      answer: {},
    };
  },
});
