// Room simulator/sns: ListPhoneNumbersOptedOut.
import { action, answered } from "../action.ts";
import { shapes } from "../shape.ts";

export const listPhoneNumbersOptedOut = action({
  name: "ListPhoneNumbersOptedOut",
  input: { nextToken: "string" },
  output: { phoneNumbers: shapes.stringList, nextToken: "string" },
  decide() {
    return answered({ phoneNumbers: [] });
  },
});
