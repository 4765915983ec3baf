// Room simulator/sns: DeletePlatformApplication. One that is not there is deleted already.
import { action } from "../action.ts";
import { readPlatformArn } from "../platform.ts";

export const deletePlatformApplication = action({
  name: "DeletePlatformApplication",
  input: { PlatformApplicationArn: "string" },
  output: {},
  decide(_state, { PlatformApplicationArn }) {
    const arn = readPlatformArn(PlatformApplicationArn, "PlatformApplicationArn", "app", 3);
    return { events: [{ kind: "sns.application-deleted", arn }], answer: {} };
  },
});
