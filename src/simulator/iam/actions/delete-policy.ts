// Room simulator/iam: DeletePolicy.
import { action } from "../action.ts";
import { deleteConflict } from "../errors.ts";
import { findPolicy } from "../find.ts";

export const deletePolicy = action({
  name: "DeletePolicy",
  input: { PolicyArn: "string" },
  output: {},
  decide(state, { PolicyArn }) {
    const { arn, versions } = findPolicy(state, PolicyArn, "DeletePolicy");
    const isUsed = [...state.roles.values()].some(
      ({ attached, boundary }) => attached.includes(arn) || boundary === arn,
    );
    if (isUsed) throw deleteConflict("Cannot delete a policy attached to entities.");
    if (versions.length > 1)
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    return { events: [{ kind: "iam.policy-deleted", arn }], answer: {} };
  },
});
