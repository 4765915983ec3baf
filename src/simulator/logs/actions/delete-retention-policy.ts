// Room simulator/logs: DeleteRetentionPolicy: for ever again.
import { action, changed } from "../action.ts";
import { findGroup } from "../find.ts";

export const deleteRetentionPolicy = action({
  name: "DeleteRetentionPolicy",
  input: { logGroupName: "string" },
  output: {},
  decide(state, { logGroupName }, call) {
    const { arn } = findGroup(state, logGroupName, call);
    const change = { retentionDays: undefined };
    return changed({ kind: "logs.group-changed", arn, atMs: call.nowMs, change });
  },
});
