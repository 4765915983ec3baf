// Room simulator/sns: SetSMSAttributes.
import { action } from "../action.ts";
import { shapes } from "../shape.ts";
import { checkSmsAttributes, placeOf } from "../sms.ts";

export const setSmsAttributes = action({
  name: "SetSMSAttributes",
  input: { attributes: shapes.strings },
  output: {},
  hasEmptyResult: true,
  decide(_state, { attributes = {} }, call) {
    checkSmsAttributes(attributes);
    return { events: [{ kind: "sns.sms-attributes-set", place: placeOf(call), attributes }], answer: {} };
  },
});
