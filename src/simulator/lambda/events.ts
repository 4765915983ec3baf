// Room simulator/lambda: what can happen, as data. These events are the service's part of the simulator's log, and the only thing that
// changes its state.
import type {
  Alias,
  InvokeConfig,
  LambdaFunction,
  MappingSettings,
  MappingState,
  Statement,
  Version,
} from "./state.ts";

/** Which function, and when since the world's zero. */
interface At {
  readonly functionArn: string;
  readonly atMs: number;
}

/** A change of a mapping; its function may be gone by then. */
interface MappingAt {
  readonly uuid: string;
  readonly atMs: number;
}

/** Why an invocation came: an actor that called, a service, or a mapping. */
export type Source = string;

export interface Invoked extends At {
  readonly kind: "lambda.invoked";
  /** `lambda:OrderWorker#3`: who acts while the handler runs. */
  readonly environment: string;
  readonly version: string;
  readonly requestId: string;
  readonly source: Source;
  /** Of a mapping: names the batch, over all its attempts. */
  readonly batch?: string;
  readonly payload: string;
  readonly isColdStart: boolean;
}

export interface Ended extends At {
  readonly kind: "lambda.ended";
  readonly environment?: string;
  readonly requestId: string;
  readonly source: Source;
  readonly outcome: "ok" | "error" | "timeout" | "throttled";
  readonly errorType?: string;
  readonly batch?: string;
  readonly durationMs: number;
}

export type LambdaEvent =
  | ({
      readonly kind: "lambda.function-created";
      readonly function: Pick<LambdaFunction, "arn" | "name" | "region" | "account">;
      readonly latest: Version;
      readonly tags: Readonly<Record<string, string>>;
    } & At)
  | ({ readonly kind: "lambda.function-updated"; readonly latest: Version } & At)
  /** Without a version the whole function. */
  | ({ readonly kind: "lambda.function-deleted"; readonly version?: string } & At)
  | ({ readonly kind: "lambda.version-published"; readonly version: Version } & At)
  | ({ readonly kind: "lambda.alias-put"; readonly alias: Alias } & At)
  | ({ readonly kind: "lambda.alias-deleted"; readonly name: string } & At)
  | ({ readonly kind: "lambda.concurrency-set"; readonly reserved: number | undefined } & At)
  | ({
      readonly kind: "lambda.invoke-config-set";
      readonly qualifier: string;
      readonly config: InvokeConfig | undefined;
    } & At)
  | ({
      readonly kind: "lambda.permission-added";
      readonly qualifier: string;
      readonly statement: Statement;
      readonly revisionId: string;
    } & At)
  | ({
      readonly kind: "lambda.permission-removed";
      readonly qualifier: string;
      readonly sid: string;
      readonly revisionId: string;
    } & At)
  /** All the tags it has from now on. */
  | ({ readonly kind: "lambda.tagged"; readonly tags: Readonly<Record<string, string>> } & At)
  | ({
      readonly kind: "lambda.mapping-created";
      readonly region: string;
      readonly account: string;
      readonly sourceArn: string;
      readonly settings: MappingSettings;
      readonly state: MappingState;
      readonly tags: Readonly<Record<string, string>>;
    } & MappingAt)
  /** All the tags it has from now on. */
  | ({
      readonly kind: "lambda.mapping-tagged";
      readonly tags: Readonly<Record<string, string>>;
    } & MappingAt)
  | ({
      readonly kind: "lambda.mapping-updated";
      readonly settings: MappingSettings;
      readonly state: MappingState;
    } & MappingAt)
  | ({ readonly kind: "lambda.mapping-state"; readonly state: MappingState } & MappingAt)
  | ({ readonly kind: "lambda.mapping-result"; readonly result: string } & MappingAt)
  | ({ readonly kind: "lambda.mapping-deleted" } & MappingAt)
  | Invoked
  | Ended
  /** What an invocation wrote to its log. */
  | ({
      readonly kind: "lambda.logged";
      readonly environment: string;
      readonly requestId: string;
      readonly lines: readonly string[];
    } & At)
  /** An asynchronous invocation was accepted. */
  | ({
      readonly kind: "lambda.queued";
      readonly requestId: string;
      readonly source: Source;
      readonly payload: string;
    } & At)
  /** It is tried again. */
  | ({
      readonly kind: "lambda.retried";
      readonly requestId: string;
      readonly attempt: number;
      readonly afterMs: number;
    } & At)
  /** What it came to was told to a destination or dead letter queue. */
  | ({
      readonly kind: "lambda.told";
      readonly requestId: string;
      readonly condition: Condition;
      readonly to: string;
      readonly as: "destination" | "dead-letter";
    } & At)
  /** It was not, and is lost. */
  | ({
      readonly kind: "lambda.lost";
      readonly requestId: string;
      readonly condition: Condition;
      readonly reason: string;
    } & At);

/** How an asynchronous invocation, or a stream's batch, ended. */
export type Condition =
  "Success" | "RetriesExhausted" | "EventAgeExceeded" | "RetryAttemptsExhausted" | "MaximumRecordAgeExceeded";
