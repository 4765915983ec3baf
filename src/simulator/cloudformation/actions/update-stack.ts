// Room simulator/cloudformation: UpdateStack. What changes nothing is refused.
import { action, WANTED } from "../action.ts";
import { begin, checkUpdatable, isRepeated } from "../begin.ts";
import { checkTypesStay, isChange } from "../difference.ts";
import { noSuchStackInBrackets, validation } from "../errors.ts";
import { findStack } from "../find.ts";
import { askedOf } from "../wanted.ts";

export const updateStack = action({
  name: "UpdateStack",
  input: {
    ...WANTED,
    DisableRollback: "boolean",
    StackPolicyDuringUpdateBody: "string",
    StackPolicyDuringUpdateURL: "string",
  },
  output: { StackId: "string" },
  decide(state, input, call) {
    const stack = findStack(state, input.StackName, call, noSuchStackInBrackets);
    const { ClientRequestToken: token } = input;
    if (isRepeated(stack, "update", token)) return { events: [], answer: { StackId: stack.id } };
    checkUpdatable(stack);
    const { settings, instance } = askedOf(input, stack, stack.settings);
    if (!isChange(stack, settings, instance)) throw validation("No updates are to be performed.");
    checkTypesStay(stack, instance);
    const onFailure = input.DisableRollback === true ? "DO_NOTHING" : "ROLLBACK";
    return {
      events: begin(stack.id, { operation: "update", settings, onFailure, token }, call, stack.events.length),
      answer: { StackId: stack.id },
    };
  },
});
