// Room simulator/sns: CreatePlatformApplication. Credentials are not tried: no push service is called.
import { action } from "../action.ts";
import { applicationArn, applicationAttributes, checkApplicationName, checkPlatform } from "../platform.ts";
import { shapes } from "../shape.ts";

export const createPlatformApplication = action({
  name: "CreatePlatformApplication",
  input: { Name: "string", Platform: "string", Attributes: shapes.strings },
  output: { PlatformApplicationArn: "string" },
  decide(_state, { Name = "", Platform = "", Attributes }, call) {
    const attributes = applicationAttributes(Platform, Attributes);
    checkApplicationName(Name);
    checkPlatform(Platform);
    const arn = applicationArn(Platform, Name, call);
    return {
      events: [{ kind: "sns.application-created", arn, attributes: { Enabled: "true", ...attributes } }],
      answer: { PlatformApplicationArn: arn },
    };
  },
});
