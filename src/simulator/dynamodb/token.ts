// Room simulator/dynamodb: ClientRequestToken: the same transaction again within ten minutes succeeds and does nothing; another one under
// the same token is refused (DDB-07).
import { AwsError } from "../wire/index.ts";
import type { DynamodbCall } from "./action.ts";
import { TOKEN_MS } from "./limits.ts";
import type { DynamodbState } from "./state.ts";

/** Whether this transaction was done already. */
export function tokenOf(
  { tokens }: DynamodbState,
  token: string,
  digest: string,
  { account, region, nowMs }: DynamodbCall,
): boolean {
  const known = tokens.get(`${account} ${region} ${token}`);
  if (known === undefined || known.atMs + TOKEN_MS <= nowMs) return false;
  if (known.digest === digest) return true;
  throw new AwsError(
    "IdempotentParameterMismatchException",
    "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.",
  );
}
