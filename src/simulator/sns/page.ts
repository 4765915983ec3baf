// Room simulator/sns: lists by pages. The token is the ARN after which the next page begins, so a list that changes meanwhile neither
// repeats nor skips what stays.
import { invalidParameter } from "./errors.ts";
import { PAGE_SIZE } from "./limits.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken: string | undefined;
}

export function pageOf<T extends { readonly arn: string }>(
  all: readonly T[],
  token: string | undefined,
): Page<T> {
  const start = token === undefined ? 0 : startAfter(all, token);
  const items = all.slice(start, start + PAGE_SIZE);
  const last = items.at(-1);
  const isMore = last !== undefined && start + PAGE_SIZE < all.length;
  return { items, NextToken: isMore ? Buffer.from(last.arn).toString("base64") : undefined };
}

function startAfter(all: readonly { readonly arn: string }[], token: string): number {
  const arn = Buffer.from(token, "base64").toString();
  const at = all.findIndex((item) => item.arn === arn);
  if (at < 0) throw invalidParameter("NextToken");
  return at + 1;
}
