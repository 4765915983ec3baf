// Room simulator/logs: DeleteLogGroup.
import { action, changed } from "../action.ts";
import { findGroup } from "../find.ts";

export const deleteLogGroup = action({
  name: "DeleteLogGroup",
  input: { logGroupName: "string" },
  output: {},
  decide(state, { logGroupName }, call) {
    const { arn } = findGroup(state, logGroupName, call);
    return changed({ kind: "logs.group-deleted", arn, atMs: call.nowMs });
  },
});
