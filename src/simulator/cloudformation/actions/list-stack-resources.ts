// Room simulator/cloudformation: ListStackResources, by pages.
import { action, answered } from "../action.ts";
import { findStack } from "../find.ts";
import { pageOf } from "../page.ts";
import { RESOURCE, shownResource, timeOf } from "../shown-resource.ts";

export const listStackResources = action({
  name: "ListStackResources",
  input: { StackName: "string", NextToken: "string" },
  output: {
    StackResourceSummaries: { list: { members: { ...RESOURCE, LastUpdatedTimestamp: "string" } } },
    NextToken: "string",
  },
  decide(state, { StackName, NextToken }, call) {
    const { resources } = findStack(state, StackName, call);
    const page = pageOf([...resources.values()], ({ logicalId }) => logicalId, NextToken);
    return answered({
      StackResourceSummaries: page.items.map((one) => ({
        ...shownResource(one),
        LastUpdatedTimestamp: timeOf(one, call),
      })),
      NextToken: page.NextToken,
    });
  },
});
