// Room simulator/sts: GetAccessKeyInfo: every key is the account's.
import { action } from "../action.ts";

export const getAccessKeyInfo = action({
  name: "GetAccessKeyInfo",
  input: { AccessKeyId: "string" },
  output: { Account: "string" },
  decide: (_state, _input, { account }) => ({ events: [], answer: { Account: account } }),
});
