// Room simulator/cloudformation: DescribeStackResources: of a stack, or of the stack that a physical id belongs to; at most a hundred
// (API Reference).
import { action, answered } from "../action.ts";
import { validation } from "../errors.ts";
import { liveStacks } from "../exports.ts";
import { findStack } from "../find.ts";
import { RESOURCE, shownResource, timeOf } from "../shown-resource.ts";

const MOST = 100;

export const describeStackResources = action({
  name: "DescribeStackResources",
  input: { StackName: "string", LogicalResourceId: "string", PhysicalResourceId: "string" },
  output: {
    StackResources: {
      list: { members: { StackName: "string", StackId: "string", ...RESOURCE, Timestamp: "string" } },
    },
  },
  decide(state, { StackName, LogicalResourceId: logicalId, PhysicalResourceId: physicalId }, call) {
    if (StackName !== undefined && physicalId !== undefined)
      throw validation("StackName and PhysicalResourceId cannot both be specified");
    if (StackName === undefined && physicalId === undefined)
      throw validation("You must specify either StackName or PhysicalResourceId");
    const owner = liveStacks(state, call.region).find(({ resources }) =>
      [...resources.values()].some((one) => one.physicalId === physicalId),
    );
    if (StackName === undefined && owner === undefined)
      throw validation(`Stack for ${String(physicalId)} does not exist`);
    const stack = owner !== undefined && StackName === undefined ? owner : findStack(state, StackName, call);
    const resources = [...stack.resources.values()].filter(
      (one) => logicalId === undefined || one.logicalId === logicalId,
    );
    return answered({
      StackResources: resources.slice(0, MOST).map((one) => ({
        StackName: stack.name,
        StackId: stack.id,
        ...shownResource(one),
        Timestamp: timeOf(one, call),
      })),
    });
  },
});
