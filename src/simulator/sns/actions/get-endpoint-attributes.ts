// Room simulator/sns: GetEndpointAttributes.
import { action, answered } from "../action.ts";
import { findEndpoint } from "../platform.ts";
import { shapes } from "../shape.ts";

export const getEndpointAttributes = action({
  name: "GetEndpointAttributes",
  input: { EndpointArn: "string" },
  output: { Attributes: shapes.strings },
  decide(state, { EndpointArn }) {
    const { attributes } = findEndpoint(state, EndpointArn);
    return answered({ Attributes: Object.fromEntries(attributes) });
  },
});
