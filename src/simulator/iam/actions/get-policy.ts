// Room simulator/iam: GetPolicy.
import { action, answered } from "../action.ts";
import { findPolicy, toldPolicy } from "../find.ts";
import { shapes } from "../shape.ts";

export const getPolicy = action({
  name: "GetPolicy",
  extent: "partial",
  input: { PolicyArn: "string" },
  output: { Policy: shapes.policy },
  decide: (state, { PolicyArn }) =>
    answered({ Policy: toldPolicy(state, findPolicy(state, PolicyArn), true) }),
});
