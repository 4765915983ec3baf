// Room simulator/tagging: lists by pages. The token is the item after which the next page begins, so a list that changes meanwhile
// neither repeats nor skips what stays. The last page's token is empty, not absent.
import { badToken } from "./errors.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly PaginationToken: string;
}

/** `all` is sorted by `idOf`. */
export function pageOf<T>(
  all: readonly T[],
  idOf: (item: T) => string,
  token: string | undefined,
  most: number,
): Page<T> {
  const after = token === undefined || token === "" ? undefined : readToken(token);
  const rest = after === undefined ? all : all.filter((item) => idOf(item) > after);
  const items = rest.slice(0, most);
  const last = rest.length > items.length ? items.at(-1) : undefined;
  return { items, PaginationToken: last === undefined ? "" : tokenOf(idOf(last)) };
}

const tokenOf = (id: string): string => Buffer.from(id).toString("base64");

function readToken(token: string): string {
  const id = Buffer.from(token, "base64").toString();
  if (tokenOf(id) !== token) throw badToken();
  return id;
}
