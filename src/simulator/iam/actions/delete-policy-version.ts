// Room simulator/iam: DeletePolicyVersion.
import { action, policyChanged } from "../action.ts";
import { deleteConflict } from "../errors.ts";
import { findPolicy } from "../find.ts";
import { findVersion } from "../versions.ts";

export const deletePolicyVersion = action({
  name: "DeletePolicyVersion",
  input: { PolicyArn: "string", VersionId: "string" },
  output: {},
  decide(state, { PolicyArn, VersionId }) {
    const policy = findPolicy(state, PolicyArn, "DeletePolicyVersion");
    const { id } = findVersion(policy, VersionId);
    if (id === policy.defaultVersion) throw deleteConflict("Cannot delete the default version of a policy.");
    return policyChanged(policy.arn, { versions: policy.versions.filter((version) => version.id !== id) });
  },
});
