// Room simulator/iam: CreatePolicyVersion.
import { action, nowS } from "../action.ts";
import { checkPermissions, lengthOf } from "../document.ts";
import { limitExceeded } from "../errors.ts";
import { findPolicy, toldVersion } from "../find.ts";
import { MAX_MANAGED_CHARACTERS, MAX_POLICY_VERSIONS } from "../limits.ts";
import { shapes } from "../shape.ts";

export const createPolicyVersion = action({
  name: "CreatePolicyVersion",
  input: { PolicyArn: "string", PolicyDocument: "string", SetAsDefault: "boolean" },
  output: { PolicyVersion: shapes.version },
  decide(state, { PolicyArn, PolicyDocument, SetAsDefault = false }, call) {
    const policy = findPolicy(state, PolicyArn, "CreatePolicyVersion");
    const document = checkPermissions(PolicyDocument);
    if (lengthOf(document) > MAX_MANAGED_CHARACTERS)
      throw limitExceeded(`Cannot exceed quota for PolicySize: ${MAX_MANAGED_CHARACTERS}`);
    if (policy.versions.length >= MAX_POLICY_VERSIONS)
      throw limitExceeded(
        `A managed policy can have up to ${MAX_POLICY_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    const versionsMade = policy.versionsMade + 1;
    const version = { id: `v${versionsMade}`, document, createdS: nowS(call) };
    const change = {
      versionsMade,
      versions: [...policy.versions, version],
      updatedS: version.createdS,
      defaultVersion: SetAsDefault ? version.id : policy.defaultVersion,
    };
    return {
      events: [{ kind: "iam.policy-changed", arn: policy.arn, change }],
      answer: { PolicyVersion: toldVersion({ ...policy, ...change }, version, false) },
    };
  },
});
