// Room simulator/sns: ListPlatformApplications: of the caller's account and region.
import { action, answered } from "../action.ts";
import { arnOf } from "../arn.ts";
import { pageOf } from "../page.ts";
import { shapes } from "../shape.ts";

export const listPlatformApplications = action({
  name: "ListPlatformApplications",
  input: { NextToken: "string" },
  output: { PlatformApplications: shapes.applications, NextToken: "string" },
  decide(state, { NextToken: token }, { region, account }) {
    const own = [...state.applications.values()].filter(({ arn }) => {
      const of = arnOf(arn);
      return of?.region === region && of.account === account;
    });
    const { items, NextToken } = pageOf(own, token);
    const PlatformApplications = items.map(({ arn, attributes }) => ({
      PlatformApplicationArn: arn,
      Attributes: Object.fromEntries(attributes),
    }));
    return answered({ PlatformApplications, NextToken });
  },
});
