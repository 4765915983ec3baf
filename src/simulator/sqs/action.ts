// Room simulator/sqs: an action of this service, and the shapes that several of them share. SQS writes lists and maps of Query flat.
import type { Action, AnyAction, Call, Decision, InputOf, Members } from "../wire/index.ts";
import type { SqsEvent } from "./events.ts";
import type { SqsState } from "./state.ts";

/** Waits for a change in queue `on`, for at most `ms`. */
export interface Patience {
  readonly ms: number;
  readonly on: string;
}

export interface SqsAction<I extends Members, O extends Members> extends Action<SqsState, SqsEvent, I, O> {
  /** For what the caller would wait, rather than be told what was decided. Undefined answers at once. */
  waits?(this: void, state: SqsState, input: InputOf<I>, call: Call): Patience | undefined;
}

export type AnySqsAction = AnyAction<SqsState, SqsEvent> & Pick<SqsAction<Members, Members>, "waits">;

/** Keeps the literal shapes, so that `decide` knows its members. */
export function action<const I extends Members, const O extends Members>(
  definition: SqsAction<I, O>,
): SqsAction<I, O> {
  return definition;
}

/** An answer that changes nothing. */
export const answered = <A>(answer: A): Decision<SqsEvent, A> => ({ events: [], answer });

/** A change that is answered with nothing. */
export const changed = (
  ...events: readonly SqsEvent[]
): Decision<SqsEvent, Readonly<Record<string, never>>> => ({
  events,
  answer: {},
});

const NAME_VALUE = ["Name", "Value"] as const;
const ATTRIBUTE = { members: { DataType: "string", StringValue: "string", BinaryValue: "blob" } } as const;

/** What all sends carry; `delay`, ids and bodies are checked by accept.ts. */
const MESSAGE = {
  MessageBody: "string",
  DelaySeconds: "integer",
  MessageAttributes: { map: ATTRIBUTE, entry: NAME_VALUE, flat: "MessageAttribute" },
  MessageSystemAttributes: { map: ATTRIBUTE, entry: NAME_VALUE, flat: "MessageSystemAttribute" },
  MessageDeduplicationId: "string",
  MessageGroupId: "string",
} as const;

const SENT = {
  MD5OfMessageBody: "string",
  MD5OfMessageAttributes: "string",
  MD5OfMessageSystemAttributes: "string",
  MessageId: "string",
  SequenceNumber: "string",
} as const;

export const shapes = {
  attributes: { map: "string", entry: NAME_VALUE, flat: "Attribute" },
  attributeNames: { list: "string", flat: "AttributeName" },
  tags: { map: "string", entry: ["Key", "Value"], flat: "Tag" },
  message: MESSAGE,
  sent: SENT,
  failed: {
    list: { members: { Id: "string", SenderFault: "boolean", Code: "string", Message: "string" } },
    flat: "BatchResultErrorEntry",
  },
  urls: { list: "string", flat: "QueueUrl" },
} as const;
