// Room simulator/cloudformation: DeleteChangeSet. One that is not there is deleted already, as long as its stack is.
import { AwsError } from "../../wire/index.ts";
import { action, answered } from "../action.ts";
import { findChangeSet } from "../find.ts";

export const deleteChangeSet = action({
  name: "DeleteChangeSet",
  input: { ChangeSetName: "string", StackName: "string" },
  output: {},
  hasEmptyResult: true,
  decide(state, { ChangeSetName, StackName }, call) {
    try {
      const { id } = findChangeSet(state, ChangeSetName, StackName, call);
      return { events: [{ kind: "cloudformation.change-set-deleted", changeSetId: id }], answer: {} };
    } catch (error) {
      if (error instanceof AwsError && error.code === "ChangeSetNotFound") return answered({});
      throw error;
    }
  },
});
