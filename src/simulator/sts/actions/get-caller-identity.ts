// Room simulator/sts: GetCallerIdentity.
import { action } from "../action.ts";

export const getCallerIdentity = action({
  name: "GetCallerIdentity",
  input: {},
  output: { Arn: "string", UserId: "string", Account: "string" },
  decide: (_state, _input, { identity, account }) => ({
    events: [],
    answer: { Arn: identity.arn, UserId: identity.userId, Account: account },
  }),
});
