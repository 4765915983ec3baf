// Room simulator/sns: the members of a request or an answer as data, from which the wire reads and writes Query and XML, and from which
// TypeScript knows what an action is given.

/** `blob` is base64 text here; a map entry of SNS is called key and value but for message attributes, which have Name and Value. */
export type Shape =
  | "string"
  | "boolean"
  | "blob"
  | { readonly list: Shape }
  | { readonly map: Shape; readonly entry?: readonly [key: string, value: string] }
  | { readonly members: Members };

export type Members = { readonly [name: string]: Shape };

export type ValueOf<S> = S extends "string" | "blob"
  ? string
  : S extends "boolean"
    ? boolean
    : S extends { readonly list: infer E }
      ? readonly ValueOf<E>[]
      : S extends { readonly map: infer E }
        ? { readonly [key: string]: ValueOf<E> }
        : S extends { readonly members: infer M }
          ? InputOf<M>
          : never;

/** What a caller may have left out is undefined: each action says itself what it requires, in AWS's words. */
export type InputOf<M> = { readonly [K in keyof M]?: ValueOf<M[K]> | undefined };

const STRINGS = { map: "string" } as const;
const TAG = { members: { Key: "string", Value: "string" } } as const;
const MESSAGE_ATTRIBUTE = {
  members: { DataType: "string", StringValue: "string", BinaryValue: "blob" },
} as const;
const MESSAGE_ATTRIBUTES = { map: MESSAGE_ATTRIBUTE, entry: ["Name", "Value"] } as const;

/** Shapes that several actions share. */
export const shapes = {
  strings: STRINGS,
  tags: { list: TAG },
  messageAttributes: MESSAGE_ATTRIBUTES,
  stringList: { list: "string" },
  applications: { list: { members: { PlatformApplicationArn: "string", Attributes: STRINGS } } },
  endpoints: { list: { members: { EndpointArn: "string", Attributes: STRINGS } } },
  subscriptions: {
    list: {
      members: {
        SubscriptionArn: "string",
        Owner: "string",
        Protocol: "string",
        Endpoint: "string",
        TopicArn: "string",
      },
    },
  },
} as const;
