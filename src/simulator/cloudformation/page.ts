// Room simulator/cloudformation: lists by pages. The token is the key after which the next page begins.
import { validation } from "./errors.ts";
import { PAGE_SIZE } from "./limits.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken: string | undefined;
}

export function pageOf<T>(all: readonly T[], keyOf: (item: T) => string, token: string | undefined): Page<T> {
  const start = token === undefined ? 0 : startAfter(all, keyOf, token);
  const items = all.slice(start, start + PAGE_SIZE);
  const last = items.at(-1);
  const isMore = last !== undefined && start + PAGE_SIZE < all.length;
  return { items, NextToken: isMore ? Buffer.from(keyOf(last)).toString("base64") : undefined };
}

function startAfter<T>(all: readonly T[], keyOf: (item: T) => string, token: string): number {
  const key = Buffer.from(token, "base64").toString();
  const at = all.findIndex((item) => keyOf(item) === key);
  if (at < 0) throw validation(`Invalid NextToken: ${token.slice(0, 100)}`);
  return at + 1;
}
