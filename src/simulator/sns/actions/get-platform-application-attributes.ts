// Room simulator/sns: GetPlatformApplicationAttributes.
import { action, answered } from "../action.ts";
import { findApplication } from "../platform.ts";
import { shapes } from "../shape.ts";

export const getPlatformApplicationAttributes = action({
  name: "GetPlatformApplicationAttributes",
  input: { PlatformApplicationArn: "string" },
  output: { Attributes: shapes.strings },
  decide(state, { PlatformApplicationArn }) {
    const { attributes } = findApplication(state, PlatformApplicationArn);
    return answered({ Attributes: Object.fromEntries(attributes) });
  },
});
