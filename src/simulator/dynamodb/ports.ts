// Room simulator/dynamodb: what DynamoDB needs of the world around it, and what it offers to the services beside it.
import type { Clock } from "../../box/clock.ts";
import type { DynamodbEvent } from "./events.ts";

export interface DynamodbPorts {
  readonly clock: Clock;
  readonly seed: string;
  readonly log: (event: DynamodbEvent) => void;
  /** What happens to a call on an item before it is done; undefined is fine weather. */
  readonly weather?: TableWeather;
}

/**
 * Asked once for each item that a call is about. A throttled item is ProvisionedThroughputExceededException, in a batch an unprocessed
 * one, in a transaction the reason ThrottlingError; a conflict is TransactionConflictException or the reason TransactionConflict; `fail`
 * is InternalServerError.
 */
export type TableWeather = (about: {
  readonly tableArn: string;
  readonly operation: string;
  /** The key's values as one text. */
  readonly key: string;
}) => "throttle" | "conflict" | "fail" | undefined;
