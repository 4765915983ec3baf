// Room simulator/cloudformation: DescribeStackResource: one, with its metadata.
import { action, answered } from "../action.ts";
import { validation } from "../errors.ts";
import { findStack } from "../find.ts";
import { RESOURCE, shownResource, timeOf } from "../shown-resource.ts";

export const describeStackResource = action({
  name: "DescribeStackResource",
  input: { StackName: "string", LogicalResourceId: "string" },
  output: {
    StackResourceDetail: {
      members: {
        StackName: "string",
        StackId: "string",
        ...RESOURCE,
        LastUpdatedTimestamp: "string",
        Metadata: "string",
      },
    },
  },
  decide(state, { StackName, LogicalResourceId = "" }, call) {
    const stack = findStack(state, StackName, call, (name) => validation(`Stack '${name}' does not exist`));
    const resource = stack.resources.get(LogicalResourceId);
    if (resource === undefined)
      throw validation(`Resource ${LogicalResourceId} does not exist for stack ${stack.name}`);
    const { metadata } = resource.made ?? {};
    return answered({
      StackResourceDetail: {
        StackName: stack.name,
        StackId: stack.id,
        ...shownResource(resource),
        LastUpdatedTimestamp: timeOf(resource, call),
        Metadata: JSON.stringify(metadata ?? {}),
      },
    });
  },
});
