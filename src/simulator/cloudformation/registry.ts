// Room simulator/cloudformation: every action there is, one file each in actions/. What is not here is refused by name.
import type { AnyCloudFormationAction } from "./action.ts";
import { createChangeSet } from "./actions/create-change-set.ts";
import { createStack } from "./actions/create-stack.ts";
import { deleteChangeSet } from "./actions/delete-change-set.ts";
import { deleteStack } from "./actions/delete-stack.ts";
import { describeChangeSet } from "./actions/describe-change-set.ts";
import { describeStackEvents } from "./actions/describe-stack-events.ts";
import { describeStackResource } from "./actions/describe-stack-resource.ts";
import { describeStackResources } from "./actions/describe-stack-resources.ts";
import { describeStacks } from "./actions/describe-stacks.ts";
import { executeChangeSet } from "./actions/execute-change-set.ts";
import { getTemplateSummary } from "./actions/get-template-summary.ts";
import { getTemplate } from "./actions/get-template.ts";
import { listChangeSets } from "./actions/list-change-sets.ts";
import { listExports } from "./actions/list-exports.ts";
import { listImports } from "./actions/list-imports.ts";
import { listStackResources } from "./actions/list-stack-resources.ts";
import { listStacks } from "./actions/list-stacks.ts";
import { updateStack } from "./actions/update-stack.ts";
import { updateTerminationProtection } from "./actions/update-termination-protection.ts";
import { validateTemplate } from "./actions/validate-template.ts";

const ALL: readonly AnyCloudFormationAction[] = [
  createChangeSet,
  createStack,
  deleteChangeSet,
  deleteStack,
  describeChangeSet,
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  describeStacks,
  executeChangeSet,
  getTemplateSummary,
  getTemplate,
  listChangeSets,
  listExports,
  listImports,
  listStackResources,
  listStacks,
  updateStack,
  updateTerminationProtection,
  validateTemplate,
];

/** By the name the request calls it. */
export const actions: ReadonlyMap<string, AnyCloudFormationAction> = new Map(
  ALL.map((one) => [one.name, one]),
);
