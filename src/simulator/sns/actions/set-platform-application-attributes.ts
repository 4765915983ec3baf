// Room simulator/sns: SetPlatformApplicationAttributes.
import { action } from "../action.ts";
import { missingMember } from "../errors.ts";
import { applicationAttributes, findApplication, platformOf } from "../platform.ts";
import { shapes } from "../shape.ts";

export const setPlatformApplicationAttributes = action({
  name: "SetPlatformApplicationAttributes",
  input: { PlatformApplicationArn: "string", Attributes: shapes.strings },
  output: {},
  decide(state, { PlatformApplicationArn, Attributes }) {
    if (Attributes === undefined) throw missingMember("attributes");
    const { arn } = findApplication(state, PlatformApplicationArn);
    const attributes = applicationAttributes(platformOf(arn), Attributes);
    return { events: [{ kind: "sns.application-attributes-set", arn, attributes }], answer: {} };
  },
});
