// Room simulator/cloudformation: what the service knows. Readers get it read-only; only evolve.ts changes it.
import type { Json, JsonObject } from "../../template/json.ts";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What a caller asked a stack to be. */
export interface Settings {
  readonly body: string;
  /** Name and value, in the order of the template. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly roleArn: string | undefined;
  readonly timeoutMinutes: number | undefined;
}

/** What a resource is, once it is made. */
export interface Made {
  readonly physicalId: string;
  readonly properties: JsonObject;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly tags: readonly Tag[];
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
  readonly metadata: Json | undefined;
}

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string | undefined;
  readonly status: string;
  readonly reason: string | undefined;
  readonly atMs: number;
  /** Of what stands; undefined where nothing was made. */
  readonly made: Made | undefined;
}

export interface StackEvent {
  readonly eventId: string;
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly atMs: number;
  readonly token: string | undefined;
  readonly properties: string | undefined;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly exportName: string | undefined;
}

export type OnFailure = "ROLLBACK" | "DO_NOTHING" | "DELETE";

export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** What its first caller reached us by; the URLs of its queues begin with it. */
  readonly baseUrl: string;
  readonly settings: Settings;
  /** While an update may still go back. */
  readonly previous: Settings | undefined;
  readonly status: string;
  readonly reason: string | undefined;
  readonly createdMs: number;
  readonly updatedMs: number | undefined;
  readonly deletedMs: number | undefined;
  readonly onFailure: OnFailure;
  /** Of its last operation. */
  readonly token: string | undefined;
  readonly operation: "create" | "update" | "delete" | undefined;
  readonly isProtected: boolean;
  /** The change set that it came from. */
  readonly changeSetId: string | undefined;
  readonly resources: ReadonlyMap<string, StackResource>;
  readonly outputs: readonly StackOutput[];
  /** Names of the exports of other stacks that it uses. */
  readonly imports: readonly string[];
  /** Oldest first. */
  readonly events: readonly StackEvent[];
}

export interface Change {
  readonly action: "Add" | "Modify" | "Remove";
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly replacement: "True" | "False" | "Conditional" | undefined;
  readonly scope: readonly string[];
  readonly details: readonly ChangeDetail[];
}

export interface ChangeDetail {
  readonly attribute: string;
  readonly name: string | undefined;
  readonly requiresRecreation: "Never" | "Always" | "Conditionally";
  readonly evaluation: "Static" | "Dynamic";
  readonly source: string;
  readonly cause: string | undefined;
}

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly type: "CREATE" | "UPDATE";
  readonly description: string | undefined;
  readonly settings: Settings;
  readonly onFailure: OnFailure | undefined;
  readonly createdMs: number;
  readonly status: string;
  readonly reason: string | undefined;
  readonly execution: string;
  readonly changes: readonly Change[];
}

export interface CloudFormationState {
  /** Every stack there ever was, by id. */
  readonly stacks: ReadonlyMap<string, Stack>;
  /** Those not deleted: the id by `region/name`. */
  readonly live: ReadonlyMap<string, string>;
  readonly changeSets: ReadonlyMap<string, ChangeSet>;
}

export interface Store {
  readonly stacks: Map<string, Stack>;
  readonly live: Map<string, string>;
  readonly changeSets: Map<string, ChangeSet>;
}

export const emptyStore = (): Store => ({ stacks: new Map(), live: new Map(), changeSets: new Map() });
