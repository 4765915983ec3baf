// Room simulator/iam: CreatePolicy.
import { action, nowS } from "../action.ts";
import { checkPermissions, lengthOf } from "../document.ts";
import { alreadyExists, limitExceeded } from "../errors.ts";
import { toldPolicy } from "../find.ts";
import { MAX_MANAGED_CHARACTERS, MAX_POLICY_NAME_CHARACTERS } from "../limits.ts";
import { arnOf, idOf, readName, readPath } from "../names.ts";
import { shapes } from "../shape.ts";
import { withTags } from "../tags.ts";

export const createPolicy = action({
  name: "CreatePolicy",
  input: {
    PolicyName: "string",
    Path: "string",
    PolicyDocument: "string",
    Description: "string",
    Tags: shapes.tags,
  },
  output: { Policy: shapes.policy },
  decide(state, input, call) {
    const name = readName("policyName", input.PolicyName, MAX_POLICY_NAME_CHARACTERS);
    const path = readPath(input.Path);
    const document = checkPermissions(input.PolicyDocument);
    if (lengthOf(document) > MAX_MANAGED_CHARACTERS)
      throw limitExceeded(`Cannot exceed quota for PolicySize: ${MAX_MANAGED_CHARACTERS}`);
    const isTaken = [...state.policies.values()].some(
      (other) => other.name.toLowerCase() === name.toLowerCase(),
    );
    if (isTaken)
      throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    const createdS = nowS(call);
    const policy = {
      name,
      path,
      arn: arnOf(call.account, "policy", path, name),
      id: idOf(call, "ANPA", state.made),
      description: input.Description,
      tags: withTags({}, input.Tags),
      versions: [{ id: "v1", document, createdS }],
      defaultVersion: "v1",
      versionsMade: 1,
      createdS,
      updatedS: createdS,
    };
    const answer = { Policy: toldPolicy(state, policy, false) };
    return { events: [{ kind: "iam.policy-created", policy }], answer };
  },
});
