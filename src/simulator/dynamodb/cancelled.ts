// Room simulator/dynamodb: a transaction that was cancelled: a reason for each action, in their order (DDB-06). Codes and words: API
// Reference, TransactWriteItems, TransactionCanceledException; recorded: test_transaction_write_canceled.
import { AwsError } from "../wire/index.ts";
import type { Item } from "./value.ts";

export interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

export const NO_REASON: Reason = { Code: "None" };

export const reasonOf = (Code: string, Message: string, item?: Item): Reason => ({
  Code,
  Message,
  ...(item === undefined ? {} : { Item: item }),
});

export const STRUCK = {
  PROVISIONED: reasonOf(
    "ProvisionedThroughputExceeded",
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
  ),
  PAY_PER_REQUEST: reasonOf(
    "ThrottlingError",
    "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly. If exceptions persist, check if you have a hot key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html.",
  ),
  conflict: reasonOf("TransactionConflict", "Transaction is ongoing for the item"),
} as const;

export function cancelled(CancellationReasons: readonly Reason[]): AwsError {
  const codes = CancellationReasons.map(({ Code }) => Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  // This error's own member for its words has a capital.
  return new AwsError("TransactionCanceledException", message, {
    members: { Message: message, CancellationReasons },
  });
}
