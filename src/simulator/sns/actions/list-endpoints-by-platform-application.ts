// Room simulator/sns: ListEndpointsByPlatformApplication.
import { action, answered } from "../action.ts";
import { pageOf } from "../page.ts";
import { findApplication } from "../platform.ts";
import { shapes } from "../shape.ts";

export const listEndpointsByPlatformApplication = action({
  name: "ListEndpointsByPlatformApplication",
  input: { PlatformApplicationArn: "string", NextToken: "string" },
  output: { Endpoints: shapes.endpoints, NextToken: "string" },
  decide(state, { PlatformApplicationArn, NextToken: token }) {
    const application = findApplication(state, PlatformApplicationArn);
    const all = [...state.endpoints.values()].filter(
      (endpoint) => endpoint.applicationArn === application.arn,
    );
    const { items, NextToken } = pageOf(all, token);
    const Endpoints = items.map(({ arn, attributes }) => ({
      EndpointArn: arn,
      Attributes: Object.fromEntries(attributes),
    }));
    return answered({ Endpoints, NextToken });
  },
});
