// Room simulator/s3: where a member stands in a request or an answer, as data: path, query, header or XML. From it the wire is read and
// written, and TypeScript knows what an action is given.

type Scalar = "string" | "integer" | "boolean" | "timestamp";

/** Of what stands in XML. A flat list's items stand beside the other members under `item`. */
export type XmlShape =
  | Scalar
  | { readonly list: XmlShape; readonly item: string; readonly flat?: true }
  | { readonly members: { readonly [name: string]: XmlShape } };

export type Place =
  | { readonly path: "bucket" | "key" }
  | { readonly query: string; readonly as?: Scalar }
  | { readonly header: string; readonly as?: Scalar }
  /** All headers that begin so, by the rest of their name. */
  | { readonly headers: string }
  /** The body is this element. */
  | { readonly root: string; readonly xml: XmlShape }
  /** A part of the answer's own element. */
  | { readonly element: XmlShape }
  | { readonly body: "bytes" | "text" };

export type Places = { readonly [member: string]: Place };

type ScalarOf<T> = T extends "integer" | "timestamp" ? number : T extends "boolean" ? boolean : string;

export type XmlValue<S> = S extends Scalar
  ? ScalarOf<S>
  : S extends { readonly list: infer E }
    ? readonly XmlValue<E>[]
    : S extends { readonly members: infer M }
      ? { readonly [K in keyof M]?: XmlValue<M[K]> | undefined }
      : never;

type PlacedValue<P> = P extends { readonly body: "bytes" }
  ? Uint8Array
  : P extends { readonly headers: string }
    ? Readonly<Record<string, string>>
    : P extends { readonly xml: infer S }
      ? XmlValue<S>
      : P extends { readonly element: infer S }
        ? XmlValue<S>
        : P extends { readonly as: infer T }
          ? ScalarOf<T>
          : string;

/** What a caller may have left out is undefined: each action says itself what it requires. */
export type Placed<M> = { readonly [K in keyof M]?: PlacedValue<M[K]> | undefined };
