// Room simulator/sns: SetEndpointAttributes: a device switched off takes nothing.
import { action } from "../action.ts";
import { missingMember } from "../errors.ts";
import { endpointAttributes, findEndpoint } from "../platform.ts";
import { shapes } from "../shape.ts";

export const setEndpointAttributes = action({
  name: "SetEndpointAttributes",
  input: { EndpointArn: "string", Attributes: shapes.strings },
  output: {},
  decide(state, { EndpointArn, Attributes }) {
    if (Attributes === undefined) throw missingMember("attributes");
    const { arn } = findEndpoint(state, EndpointArn);
    const attributes = endpointAttributes(Attributes);
    return { events: [{ kind: "sns.endpoint-attributes-set", arn, attributes }], answer: {} };
  },
});
