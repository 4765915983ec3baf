// Room provision: what a sweep must know of one kind of resource: how to list all of it, whose it is, how to delete it, and whether it
// is still there.
import type { Clients } from "../../target/clients.ts";

export type Tags = Readonly<Record<string, string>>;

export interface LooseKind {
  readonly type: string;
  /** What begins with the prefix, all pages of it. */
  list(prefix: string, clients: Clients): Promise<readonly string[]>;
  /** None where it carries none, or is not there any more. */
  tagsOf(name: string, clients: Clients): Promise<Tags>;
  /** The name in an ARN of this kind. */
  nameIn(arn: string): string | undefined;
  exists(name: string, clients: Clients): Promise<boolean>;
  /** With what hangs on it; throws where it is not there. */
  remove(name: string, clients: Clients): Promise<void>;
}

/** `[{Key, Value}]`, as most services list tags. */
export function tagsIn(
  list: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Tags {
  return Object.fromEntries((list ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** What `look` answers; undefined where it says that the thing is gone. */
export async function ifThere<T>(look: () => Promise<T>, gone: RegExp): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Error && gone.test(error.name)) return undefined;
    throw error;
  }
}

/** The name after the last `/` or `:` of an ARN of a service. */
export function nameAfter(arn: string, form: RegExp): string | undefined {
  return form.exec(arn)?.[1];
}

/** All pages, read to the last. */
export async function allPages<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}
