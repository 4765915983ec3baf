// Room simulator/sqs: a page of a sorted list of names; the token is the last name of the page before.
import { invalidParameter, invalidValue } from "./errors.ts";
import { MAX_LISTED } from "./limits.ts";

export interface Page {
  readonly items: readonly string[];
  /** Only where a size was asked for: without it AWS gives the first thousand and no token. */
  readonly next: { readonly NextToken?: string };
}

export function pageOf(names: readonly string[], size: number | undefined, token: string | undefined): Page {
  if (size !== undefined && (size < 1 || size > MAX_LISTED))
    throw invalidValue(size, "MaxResults", "MaxResults must be an integer between 1 and 1000.");
  const after = token === undefined ? undefined : readToken(token);
  const rest = after === undefined ? names : names.filter((name) => name > after);
  const items = rest.slice(0, size ?? MAX_LISTED);
  const last = items.at(-1);
  const hasMore = size !== undefined && rest.length > items.length && last !== undefined;
  return { items, next: hasMore ? { NextToken: Buffer.from(`after ${last}`).toString("base64") } : {} };
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64").toString();
  if (!text.startsWith("after ")) throw invalidParameter("Invalid or expired next token.");
  return text.slice("after ".length);
}
