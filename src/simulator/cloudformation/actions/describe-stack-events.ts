// Room simulator/cloudformation: DescribeStackEvents: the newest first.
import { action, answered, isoOf } from "../action.ts";
import { noSuchStackInBrackets } from "../errors.ts";
import { findStack } from "../find.ts";
import { pageOf } from "../page.ts";

export const describeStackEvents = action({
  name: "DescribeStackEvents",
  input: { StackName: "string", NextToken: "string" },
  output: {
    StackEvents: {
      list: {
        members: {
          StackId: "string",
          EventId: "string",
          StackName: "string",
          LogicalResourceId: "string",
          PhysicalResourceId: "string",
          ResourceType: "string",
          Timestamp: "string",
          ResourceStatus: "string",
          ResourceStatusReason: "string",
          ResourceProperties: "string",
          ClientRequestToken: "string",
        },
      },
    },
    NextToken: "string",
  },
  decide(state, { StackName, NextToken }, call) {
    const { id, name, events } = findStack(state, StackName, call, noSuchStackInBrackets);
    const page = pageOf(events.toReversed(), ({ eventId }) => eventId, NextToken);
    return answered({
      StackEvents: page.items.map((event) => ({
        StackId: id,
        EventId: event.eventId,
        StackName: name,
        LogicalResourceId: event.logicalId,
        PhysicalResourceId: event.physicalId ?? "",
        ResourceType: event.type,
        Timestamp: isoOf(event.atMs, call),
        ResourceStatus: event.status,
        ResourceStatusReason: event.reason,
        ResourceProperties: event.properties,
        ClientRequestToken: event.token,
      })),
      NextToken: page.NextToken,
    });
  },
});
