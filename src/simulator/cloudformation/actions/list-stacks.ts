// Room simulator/cloudformation: ListStacks: those deleted too, the newest first.
import { action, answered, isoOf, shapes } from "../action.ts";
import { constraint } from "../errors.ts";
import { openTemplate } from "../intake.ts";
import { pageOf } from "../page.ts";

/** API Reference, ListStacks. */
const STATUSES = [
  "CREATE_IN_PROGRESS",
  "CREATE_FAILED",
  "CREATE_COMPLETE",
  "ROLLBACK_IN_PROGRESS",
  "ROLLBACK_FAILED",
  "ROLLBACK_COMPLETE",
  "DELETE_IN_PROGRESS",
  "DELETE_FAILED",
  "DELETE_COMPLETE",
  "UPDATE_IN_PROGRESS",
  "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
  "UPDATE_COMPLETE",
  "UPDATE_FAILED",
  "UPDATE_ROLLBACK_IN_PROGRESS",
  "UPDATE_ROLLBACK_FAILED",
  "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
  "UPDATE_ROLLBACK_COMPLETE",
  "REVIEW_IN_PROGRESS",
  "IMPORT_IN_PROGRESS",
  "IMPORT_COMPLETE",
  "IMPORT_ROLLBACK_IN_PROGRESS",
  "IMPORT_ROLLBACK_FAILED",
  "IMPORT_ROLLBACK_COMPLETE",
];

export const listStacks = action({
  name: "ListStacks",
  input: { NextToken: "string", StackStatusFilter: shapes.strings },
  output: {
    StackSummaries: {
      list: {
        members: {
          StackId: "string",
          StackName: "string",
          TemplateDescription: "string",
          CreationTime: "string",
          LastUpdatedTime: "string",
          DeletionTime: "string",
          StackStatus: "string",
          StackStatusReason: "string",
          DriftInformation: shapes.drift,
        },
      },
    },
    NextToken: "string",
  },
  decide(state, { NextToken, StackStatusFilter: wanted = [] }, call) {
    const strange = wanted.find((one) => !STATUSES.includes(one));
    if (strange !== undefined)
      throw constraint(
        `[${wanted.join(", ")}]`,
        "stackStatusFilter",
        `Member must satisfy constraint: [Member must satisfy enum value set: [${STATUSES.join(", ")}]]`,
      );
    const stacks = [...state.stacks.values()].filter(
      ({ region, status }) => region === call.region && (wanted.length === 0 || wanted.includes(status)),
    );
    const page = pageOf(stacks.toReversed(), ({ id }) => id, NextToken);
    return answered({
      StackSummaries: page.items.map((stack) => {
        const { Description: says } = openTemplate(stack.settings.body).raw;
        return {
          StackId: stack.id,
          StackName: stack.name,
          TemplateDescription: typeof says === "string" ? says : undefined,
          CreationTime: isoOf(stack.createdMs, call),
          LastUpdatedTime: stack.updatedMs === undefined ? undefined : isoOf(stack.updatedMs, call),
          DeletionTime: stack.deletedMs === undefined ? undefined : isoOf(stack.deletedMs, call),
          StackStatus: stack.status,
          StackStatusReason: stack.reason,
          DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
        };
      }),
      NextToken: page.NextToken,
    });
  },
});
