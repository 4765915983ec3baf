// Room simulator/cloudformation: UpdateTerminationProtection.
import { action } from "../action.ts";
import { noSuchStackInBrackets } from "../errors.ts";
import { findStack } from "../find.ts";

export const updateTerminationProtection = action({
  name: "UpdateTerminationProtection",
  input: { StackName: "string", EnableTerminationProtection: "boolean" },
  output: { StackId: "string" },
  decide(state, { StackName, EnableTerminationProtection: isProtected = false }, call) {
    const { id: stackId } = findStack(state, StackName, call, noSuchStackInBrackets);
    return {
      events: [{ kind: "cloudformation.protection-set", stackId, isProtected }],
      answer: { StackId: stackId },
    };
  },
});
