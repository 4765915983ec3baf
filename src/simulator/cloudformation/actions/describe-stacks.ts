// Room simulator/cloudformation: DescribeStacks: one, by name or id, or all that stand.
import { action, answered, type Call, isoOf, shapes } from "../action.ts";
import { liveStacks } from "../exports.ts";
import { findStack } from "../find.ts";
import { openTemplate } from "../intake.ts";
import { pageOf } from "../page.ts";
import type { Stack } from "../state.ts";
import { shownParameters } from "../summary.ts";

export const describeStacks = action({
  name: "DescribeStacks",
  input: { StackName: "string", NextToken: "string" },
  output: {
    Stacks: {
      list: {
        members: {
          StackId: "string",
          StackName: "string",
          ChangeSetId: "string",
          Description: "string",
          Parameters: shapes.parameters,
          CreationTime: "string",
          DeletionTime: "string",
          LastUpdatedTime: "string",
          RollbackConfiguration: shapes.rollbackConfiguration,
          StackStatus: "string",
          StackStatusReason: "string",
          DisableRollback: "boolean",
          NotificationARNs: shapes.strings,
          TimeoutInMinutes: "integer",
          Capabilities: shapes.strings,
          Outputs: shapes.outputs,
          RoleARN: "string",
          Tags: shapes.tags,
          EnableTerminationProtection: "boolean",
          DriftInformation: shapes.drift,
        },
      },
    },
    NextToken: "string",
  },
  decide(state, { StackName, NextToken }, call) {
    if (StackName !== undefined && StackName !== "")
      return answered({ Stacks: [shown(findStack(state, StackName, call), call)], NextToken: undefined });
    const { items, NextToken: next } = pageOf(liveStacks(state, call.region), ({ id }) => id, NextToken);
    return answered({ Stacks: items.map((stack) => shown(stack, call)), NextToken: next });
  },
});

function shown(stack: Stack, call: Call) {
  const { settings, createdMs, updatedMs, deletedMs, outputs } = stack;
  const { raw } = openTemplate(settings.body);
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId,
    Description: typeof raw.Description === "string" ? raw.Description : undefined,
    Parameters: settings.parameters.length === 0 ? undefined : shownParameters(settings),
    CreationTime: isoOf(createdMs, call),
    DeletionTime: deletedMs === undefined ? undefined : isoOf(deletedMs, call),
    LastUpdatedTime: updatedMs === undefined ? undefined : isoOf(updatedMs, call),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: stack.onFailure === "DO_NOTHING",
    NotificationARNs: [],
    TimeoutInMinutes: settings.timeoutMinutes,
    Capabilities: settings.capabilities.length === 0 ? undefined : settings.capabilities,
    Outputs:
      outputs.length === 0
        ? undefined
        : outputs.map(({ key, value, description, exportName }) => ({
            OutputKey: key,
            OutputValue: value,
            Description: description,
            ExportName: exportName,
          })),
    RoleARN: settings.roleArn,
    Tags: settings.tags,
    EnableTerminationProtection: stack.isProtected,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}
