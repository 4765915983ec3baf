// Room simulator/cloudformation: ListChangeSets of a stack.
import { action, answered, isoOf } from "../action.ts";
import { noSuchStackInBrackets } from "../errors.ts";
import { findStack } from "../find.ts";
import { pageOf } from "../page.ts";

export const listChangeSets = action({
  name: "ListChangeSets",
  input: { StackName: "string", NextToken: "string" },
  output: {
    Summaries: {
      list: {
        members: {
          StackId: "string",
          StackName: "string",
          ChangeSetId: "string",
          ChangeSetName: "string",
          ExecutionStatus: "string",
          Status: "string",
          StatusReason: "string",
          CreationTime: "string",
          Description: "string",
          IncludeNestedStacks: "boolean",
        },
      },
    },
    NextToken: "string",
  },
  decide(state, { StackName, NextToken }, call) {
    const stack = findStack(state, StackName, call, noSuchStackInBrackets);
    const sets = [...state.changeSets.values()].filter(
      ({ stackId, execution }) => stackId === stack.id && execution !== "EXECUTE_COMPLETE",
    );
    const page = pageOf(sets, ({ id }) => id, NextToken);
    return answered({
      Summaries: page.items.map((set) => ({
        StackId: stack.id,
        StackName: stack.name,
        ChangeSetId: set.id,
        ChangeSetName: set.name,
        ExecutionStatus: set.execution,
        Status: set.status,
        StatusReason: set.status === "FAILED" ? set.reason : undefined,
        CreationTime: isoOf(set.createdMs, call),
        Description: set.description,
        IncludeNestedStacks: false,
      })),
      NextToken: page.NextToken,
    });
  },
});
