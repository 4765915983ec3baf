// Room simulator/dynamodb: a refusal that leaves a trace: the log tells of writes that were not done, too.
import { AwsError } from "../wire/index.ts";
import type { DynamodbEvent } from "./events.ts";

/** A refusal of which something is to be seen in the log. */
export class RefusedWithEvents extends AwsError {
  readonly events: readonly DynamodbEvent[];

  constructor(error: AwsError, events: readonly DynamodbEvent[]) {
    const { code, message, status, members, typePrefix } = error;
    super(code, message, { status, members, ...(typePrefix === undefined ? {} : { typePrefix }) });
    this.events = events;
  }
}
