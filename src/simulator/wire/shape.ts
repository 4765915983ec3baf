// Room simulator/wire: the members of a request or an answer as data, from which the wire reads and writes JSON, Query and XML, and
// from which TypeScript knows what an action is given.

/** `blob` is base64 text. With `flat` a list or map stands under that name without `member` or `entry` (SQS). */
export type Shape =
  | "string"
  | "boolean"
  | "integer"
  | "blob"
  | "double"
  /** JSON as it came: the service reads it itself (DynamoDB's attribute values). JSON alone carries it. */
  | "document"
  | { readonly list: Shape; readonly flat?: string }
  | { readonly map: Shape; readonly entry?: readonly [key: string, value: string]; readonly flat?: string }
  | { readonly members: Members };

export type Members = { readonly [name: string]: Shape };

export type ValueOf<S> = S extends "string" | "blob"
  ? string
  : S extends "boolean"
    ? boolean
    : S extends "integer" | "double"
      ? number
      : S extends { readonly list: infer E }
        ? readonly ValueOf<E>[]
        : S extends { readonly map: infer E }
          ? { readonly [key: string]: ValueOf<E> }
          : S extends { readonly members: infer M }
            ? InputOf<M>
            : S extends "document"
              ? unknown
              : never;

/** What a caller may have left out is undefined: each action says itself what it requires, in AWS's words. */
export type InputOf<M> = { readonly [K in keyof M]?: ValueOf<M[K]> | undefined };

/** Members whose names are known only as data. */
export type Fields = { readonly [name: string]: unknown };

/** An object without inherited names, for keys that a caller chose. */
export const bare = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>; // empty: nothing to check

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
