// Room simulator/logs: PutRetentionPolicy: kept and told; nothing here is ever old enough.
import { action, changed } from "../action.ts";
import { findGroup, invalid } from "../find.ts";

/** API Reference, PutRetentionPolicy: retentionInDays. */
const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const putRetentionPolicy = action({
  name: "PutRetentionPolicy",
  input: { logGroupName: "string", retentionInDays: "integer" },
  output: {},
  decide(state, { logGroupName, retentionInDays }, call) {
    const { arn } = findGroup(state, logGroupName, call);
    if (retentionInDays === undefined || !DAYS.includes(retentionInDays))
      throw invalid(
        `1 validation error detected: Value '${retentionInDays ?? "null"}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${DAYS.join(", ")}]`,
      );
    const change = { retentionDays: retentionInDays };
    return changed({ kind: "logs.group-changed", arn, atMs: call.nowMs, change });
  },
});
