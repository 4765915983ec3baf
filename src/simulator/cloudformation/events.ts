// Room simulator/cloudformation: what happens to stacks: the service's log.
import type { ChangeSet, Made, OnFailure, Settings, StackOutput } from "./state.ts";

export type CloudFormationEvent =
  | StackMade
  | StackBegun
  | StackStatusChanged
  | ResourceStatusChanged
  | ResourceKept
  | SettingsRestored
  | OutputsSet
  | ProtectionSet
  | ChangeSetMade
  | ChangeSetStatusChanged
  | ChangeSetDeleted;

/** A stack that had not been there. */
export interface StackMade {
  readonly kind: "cloudformation.stack-made";
  readonly stackId: string;
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
  readonly baseUrl: string;
  readonly settings: Settings;
  readonly isProtected: boolean;
  readonly atMs: number;
}

/** What begins and goes on by itself. */
export interface StackBegun {
  readonly kind: "cloudformation.stack-begun";
  readonly stackId: string;
  readonly operation: "create" | "update" | "delete";
  readonly settings: Settings | undefined;
  readonly onFailure: OnFailure;
  /** Of a deletion: logical ids that stay. */
  readonly retain: readonly string[];
  readonly changeSetId: string | undefined;
  readonly token: string | undefined;
  readonly atMs: number;
}

export interface StackStatusChanged {
  readonly kind: "cloudformation.stack-status";
  readonly stackId: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly eventId: string;
  readonly atMs: number;
}

export interface ResourceStatusChanged {
  readonly kind: "cloudformation.resource-status";
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string | undefined;
  readonly status: string;
  readonly reason: string | undefined;
  readonly properties: string | undefined;
  readonly atMs: number;
  /** What stands from now on, where that changed. */
  readonly made?: Made;
  /** About one that was replaced: the resource of that logical id is another by now. */
  readonly isOld?: true;
  /** The logical id is no longer one of the stack's. */
  readonly isRemoved?: true;
}

/** An update that changes nothing of a resource but what the stack knows of it. */
export interface ResourceKept {
  readonly kind: "cloudformation.resource-kept";
  readonly stackId: string;
  readonly logicalId: string;
  readonly made: Made;
}

/** An update went back to what was before. */
export interface SettingsRestored {
  readonly kind: "cloudformation.settings-restored";
  readonly stackId: string;
}

export interface OutputsSet {
  readonly kind: "cloudformation.outputs-set";
  readonly stackId: string;
  readonly outputs: readonly StackOutput[];
  readonly imports: readonly string[];
}

export interface ProtectionSet {
  readonly kind: "cloudformation.protection-set";
  readonly stackId: string;
  readonly isProtected: boolean;
}

export interface ChangeSetMade {
  readonly kind: "cloudformation.change-set-made";
  readonly changeSet: ChangeSet;
}

export interface ChangeSetStatusChanged {
  readonly kind: "cloudformation.change-set-status";
  readonly changeSetId: string;
  readonly status: string;
  readonly execution: string;
  readonly reason: string | undefined;
}

export interface ChangeSetDeleted {
  readonly kind: "cloudformation.change-set-deleted";
  readonly changeSetId: string;
}
