// Room simulator/cloudformation: UpdateStack. What changes nothing is refused.
import { action, WANTED } from "../action.ts";
import { begin, checkUpdatable, isRepeated } from "../begin.ts";
import { checkTypesStay, isChange } from "../difference.ts";
import { noSuchStackInBrackets, validation } from "../errors.ts";
import type { CloudFormationEvent } from "../events.ts";
import { findStack } from "../find.ts";
import type { CloudFormationState } from "../state.ts";
import { askedOf } from "../wanted.ts";

/** What a change set was made against is no longer so (API Reference, DescribeChangeSet, ExecutionStatus). */
const obsolete = ({ changeSets }: CloudFormationState, id: string): readonly CloudFormationEvent[] =>
  [...changeSets.values()]
    .filter(({ stackId, execution }) => stackId === id && execution === "AVAILABLE")
    .map(({ id: changeSetId, status, reason }) => ({
      kind: "cloudformation.change-set-status",
      changeSetId,
      status,
      execution: "OBSOLETE",
      reason,
    }));

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
      events: [
        ...obsolete(state, stack.id),
        ...begin(stack.id, { operation: "update", settings, onFailure, token }, call, stack.events.length),
      ],
      answer: { StackId: stack.id },
    };
  },
});
