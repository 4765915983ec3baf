// Room simulator/sns: OptInPhoneNumber. Who never opted out is in already.
import { action, answered } from "../action.ts";
import { checkPhoneNumber } from "../sms.ts";

export const optInPhoneNumber = action({
  name: "OptInPhoneNumber",
  input: { phoneNumber: "string" },
  output: {},
  hasEmptyResult: true,
  decide(_state, { phoneNumber }) {
    checkPhoneNumber(phoneNumber);
    return answered({});
  },
});
