// Room simulator/lambda: what the service knows. Readers get it read-only; only evolve.ts changes it.
import type { CodeFiles } from "./runtime/runtime.ts";

export interface Code {
  /** Base64, of the package. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly files: CodeFiles;
}

export interface FunctionConfig {
  readonly runtime: string;
  readonly role: string;
  readonly handler: string;
  readonly description: string;
  readonly timeoutS: number;
  readonly memoryMb: number;
  /** Undefined where none were ever given: then the answer has no Environment. */
  readonly variables: Readonly<Record<string, string>> | undefined;
  readonly deadLetterArn: string | undefined;
  readonly architecture: string;
  readonly storageMb: number;
  readonly tracing: string;
  readonly logFormat: string;
  readonly logGroup: string;
}

/** A version, or $LATEST. */
export interface Version {
  readonly version: string;
  readonly config: FunctionConfig;
  readonly code: Code;
  readonly revisionId: string;
  readonly modifiedMs: number;
  /** From then on it can be invoked. */
  readonly activeAtMs: number;
  /** From then on its last update is over; undefined for one that was never updated. */
  readonly updatedAtMs: number | undefined;
}

export interface Alias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
}

/** How asynchronous invocations of a function, version or alias are treated. */
export interface InvokeConfig {
  readonly modifiedMs: number;
  readonly maxRetries: number | undefined;
  readonly maxAgeS: number | undefined;
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
}

export interface Statement {
  readonly sid: string;
  readonly principal: string;
  readonly action: string;
  readonly sourceArn: string | undefined;
  readonly sourceAccount: string | undefined;
}

/** What a qualifier, or none, permits to whom. */
export interface ResourcePolicy {
  readonly statements: ReadonlyMap<string, Statement>;
  readonly revisionId: string;
}

export interface LambdaFunction {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly latest: Version;
  readonly versions: ReadonlyMap<string, Version>;
  /** Numbers are never given twice. */
  readonly versionsMade: number;
  readonly aliases: ReadonlyMap<string, Alias>;
  readonly reserved: number | undefined;
  /** By qualifier, `$LATEST` where none was given. */
  readonly invokeConfigs: ReadonlyMap<string, InvokeConfig>;
  /** By qualifier, empty where none was given. */
  readonly policies: ReadonlyMap<string, ResourcePolicy>;
  readonly tags: ReadonlyMap<string, string>;
}

export type MappingState =
  "Creating" | "Enabled" | "Disabled" | "Enabling" | "Disabling" | "Updating" | "Deleting";

export interface MappingSettings {
  /** With its qualifier, as it was asked for. */
  readonly functionArn: string;
  readonly batchSize: number;
  readonly windowS: number;
  /** Patterns as they were given. */
  readonly filters: readonly string[] | undefined;
  readonly reportsItemFailures: boolean;
  readonly maxConcurrency: number | undefined;
  readonly stream: StreamSettings | undefined;
}

export interface StreamSettings {
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  readonly bisects: boolean;
  /** -1 is without end. */
  readonly maxRetries: number;
  readonly maxAgeS: number;
  readonly onFailure: string | undefined;
  readonly parallelization: number;
}

export interface Mapping {
  readonly uuid: string;
  readonly region: string;
  readonly account: string;
  readonly sourceArn: string;
  readonly settings: MappingSettings;
  readonly state: MappingState;
  readonly modifiedMs: number;
  /** Undefined for a queue, as AWS answers it. */
  readonly lastResult: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
}

export interface LambdaState {
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly mappings: ReadonlyMap<string, Mapping>;
  readonly revisions: number;
  readonly mappingsMade: number;
}

export interface Store extends LambdaState {
  readonly functions: Map<string, LambdaFunction>;
  readonly mappings: Map<string, Mapping>;
  revisions: number;
  mappingsMade: number;
}

export const emptyStore = (): Store => ({
  functions: new Map(),
  mappings: new Map(),
  revisions: 0,
  mappingsMade: 0,
});
