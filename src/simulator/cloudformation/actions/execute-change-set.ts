// Room simulator/cloudformation: ExecuteChangeSet: the stack becomes what it says; the other change sets of the stack are void.
import { AwsError } from "../../wire/index.ts";
import { action } from "../action.ts";
import { begin, checkUpdatable, onFailureOf } from "../begin.ts";
import { notModelled } from "../errors.ts";
import type { CloudFormationEvent } from "../events.ts";
import { findChangeSet, findStack } from "../find.ts";

export const executeChangeSet = action({
  name: "ExecuteChangeSet",
  input: {
    ChangeSetName: "string",
    StackName: "string",
    ClientRequestToken: "string",
    DisableRollback: "boolean",
    RetainExceptOnCreate: "boolean",
  },
  output: {},
  hasEmptyResult: true,
  decide(state, input, call) {
    if (input.RetainExceptOnCreate === true) throw notModelled("RetainExceptOnCreate");
    const set = findChangeSet(state, input.ChangeSetName, input.StackName, call);
    if (set.execution !== "AVAILABLE") {
      const isMade = set.status === "CREATE_COMPLETE";
      const standing = isMade ? `execution status of [${set.execution}]` : `status of [${set.status}]`;
      throw new AwsError(
        "InvalidChangeSetStatus",
        `ChangeSet [${set.id}] cannot be executed in its current ${standing}`,
      );
    }
    const stack = findStack(state, set.stackId, call);
    const isNew = stack.status === "REVIEW_IN_PROGRESS";
    if (!isNew) checkUpdatable(stack);
    const onFailure =
      input.DisableRollback === true ? onFailureOf({ DisableRollback: true }) : (set.onFailure ?? "ROLLBACK");
    const others = [...state.changeSets.values()].filter(
      (one) => one.stackId === stack.id && one.id !== set.id,
    );
    const operation = isNew ? "create" : "update";
    const { settings, id: changeSetId } = set;
    const token = input.ClientRequestToken;
    const events: readonly CloudFormationEvent[] = [
      ...others.map(({ id }) => ({ kind: "cloudformation.change-set-deleted", changeSetId: id }) as const),
      {
        kind: "cloudformation.change-set-status",
        changeSetId,
        status: set.status,
        execution: "EXECUTE_COMPLETE",
        reason: undefined,
      },
      ...begin(stack.id, { operation, settings, onFailure, changeSetId, token }, call, stack.events.length),
    ];
    return { events, answer: {} };
  },
});
