// Room simulator/iam: SetDefaultPolicyVersion.
import { action, nowS, policyChanged } from "../action.ts";
import { findPolicy } from "../find.ts";
import { findVersion } from "../versions.ts";

export const setDefaultPolicyVersion = action({
  name: "SetDefaultPolicyVersion",
  input: { PolicyArn: "string", VersionId: "string" },
  output: {},
  decide(state, { PolicyArn, VersionId }, call) {
    const policy = findPolicy(state, PolicyArn, "SetDefaultPolicyVersion");
    const { id } = findVersion(policy, VersionId);
    return policyChanged(policy.arn, { defaultVersion: id, updatedS: nowS(call) });
  },
});
