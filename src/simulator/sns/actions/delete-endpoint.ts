// Room simulator/sns: DeleteEndpoint. Its subscriptions stand, and what they would deliver is refused.
import { action } from "../action.ts";
import { readPlatformArn } from "../platform.ts";

export const deleteEndpoint = action({
  name: "DeleteEndpoint",
  input: { EndpointArn: "string" },
  output: {},
  decide(_state, { EndpointArn }) {
    const arn = readPlatformArn(EndpointArn, "EndpointArn", "endpoint", 4);
    return { events: [{ kind: "sns.endpoint-deleted", arn }], answer: {} };
  },
});
