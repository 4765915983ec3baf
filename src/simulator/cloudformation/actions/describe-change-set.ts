// Room simulator/cloudformation: DescribeChangeSet: what would change, resource by resource.
import { action, answered, isoOf, shapes } from "../action.ts";
import { findChangeSet } from "../find.ts";
import { pageOf } from "../page.ts";
import { shownParameters } from "../summary.ts";
import type { Change } from "../state.ts";

const TARGET = { members: { Attribute: "string", Name: "string", RequiresRecreation: "string" } } as const;

export const describeChangeSet = action({
  name: "DescribeChangeSet",
  extent: "partial",
  input: {
    ChangeSetName: "string",
    StackName: "string",
    NextToken: "string",
    IncludePropertyValues: "boolean",
  },
  output: {
    ChangeSetName: "string",
    ChangeSetId: "string",
    StackId: "string",
    StackName: "string",
    Description: "string",
    Parameters: shapes.parameters,
    CreationTime: "string",
    ExecutionStatus: "string",
    Status: "string",
    StatusReason: "string",
    NotificationARNs: shapes.strings,
    RollbackConfiguration: shapes.rollbackConfiguration,
    Capabilities: shapes.strings,
    Tags: shapes.tags,
    Changes: {
      list: {
        members: {
          Type: "string",
          ResourceChange: {
            members: {
              Action: "string",
              LogicalResourceId: "string",
              PhysicalResourceId: "string",
              ResourceType: "string",
              Replacement: "string",
              Scope: shapes.strings,
              Details: {
                list: {
                  members: {
                    Target: TARGET,
                    Evaluation: "string",
                    ChangeSource: "string",
                    CausingEntity: "string",
                  },
                },
              },
            },
          },
        },
      },
    },
    NextToken: "string",
    IncludeNestedStacks: "boolean",
    OnStackFailure: "string",
  },
  decide(state, { ChangeSetName, StackName, NextToken }, call) {
    const set = findChangeSet(state, ChangeSetName, StackName, call);
    const page = pageOf(set.changes, ({ logicalId }) => logicalId, NextToken);
    const { capabilities, tags } = set.settings;
    return answered({
      ChangeSetName: set.name,
      ChangeSetId: set.id,
      StackId: set.stackId,
      StackName: state.stacks.get(set.stackId)?.name,
      Description: set.description,
      Parameters: shownParameters(set.settings),
      CreationTime: isoOf(set.createdMs, call),
      ExecutionStatus: set.execution,
      Status: set.status,
      StatusReason: set.status === "FAILED" ? set.reason : undefined,
      NotificationARNs: [],
      RollbackConfiguration: {},
      Capabilities: capabilities,
      Tags: tags,
      Changes: set.status === "CREATE_COMPLETE" ? page.items.map(shown) : [],
      NextToken: page.NextToken,
      IncludeNestedStacks: false,
      OnStackFailure: set.onFailure,
    });
  },
});

const shown = ({ action: Action, logicalId, physicalId, type, replacement, scope, details }: Change) => ({
  Type: "Resource",
  ResourceChange: {
    Action,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    Replacement: replacement,
    Scope: scope,
    Details: details.map((one) => ({
      Target: { Attribute: one.attribute, Name: one.name, RequiresRecreation: one.requiresRecreation },
      Evaluation: one.evaluation,
      ChangeSource: one.source,
      CausingEntity: one.cause,
    })),
  },
});
