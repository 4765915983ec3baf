// Room simulator/sns: CheckIfPhoneNumberIsOptedOut.
import { action, answered } from "../action.ts";
import { checkPhoneNumber } from "../sms.ts";

export const checkIfPhoneNumberIsOptedOut = action({
  name: "CheckIfPhoneNumberIsOptedOut",
  input: { phoneNumber: "string" },
  output: { isOptedOut: "boolean" },
  decide(_state, { phoneNumber }) {
    checkPhoneNumber(phoneNumber);
    return answered({ isOptedOut: false });
  },
});
