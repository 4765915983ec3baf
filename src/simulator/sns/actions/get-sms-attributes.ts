// Room simulator/sns: GetSMSAttributes: all, or those asked for.
import { action, answered } from "../action.ts";
import { shapes } from "../shape.ts";
import { placeOf, SMS_DEFAULTS } from "../sms.ts";

export const getSmsAttributes = action({
  name: "GetSMSAttributes",
  input: { attributes: shapes.stringList },
  output: { attributes: shapes.strings },
  decide(state, { attributes: asked = [] }, call) {
    const set = Object.fromEntries(state.smsAttributes.get(placeOf(call)) ?? []);
    const all = Object.entries({ ...SMS_DEFAULTS, ...set });
    const wanted = all.filter(([name]) => asked.length === 0 || asked.includes(name));
    return answered({ attributes: Object.fromEntries(wanted) });
  },
});
