// Room simulator/iam: GetPolicyVersion.
import { action, answered } from "../action.ts";
import { findPolicy, toldVersion } from "../find.ts";
import { shapes } from "../shape.ts";
import { findVersion } from "../versions.ts";

export const getPolicyVersion = action({
  name: "GetPolicyVersion",
  extent: "partial",
  input: { PolicyArn: "string", VersionId: "string" },
  output: { PolicyVersion: shapes.version },
  decide(state, { PolicyArn, VersionId }) {
    const policy = findPolicy(state, PolicyArn, "GetPolicyVersion");
    return answered({ PolicyVersion: toldVersion(policy, findVersion(policy, VersionId), true) });
  },
});
