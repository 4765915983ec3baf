// Room simulator/dynamodb: an action of this service, and the shapes that several of them share. Items, keys and values are read by the
// service itself.
import type { Call, Decision, InputOf, Members } from "../wire/index.ts";
import type { DynamodbEvent } from "./events.ts";
import type { TableWeather } from "./ports.ts";
import type { DynamodbState } from "./state.ts";

export interface DynamodbCall extends Call {
  readonly weather: TableWeather | undefined;
}

export interface DynamodbAction<I extends Members, O extends Members> {
  readonly name: string;
  readonly input: I;
  readonly output: O;
  /** What of the operation is modelled. Default: full. */
  readonly extent?: "full" | "partial";
  /** Throws AwsError where AWS refuses. */
  decide(
    this: void,
    state: DynamodbState,
    input: InputOf<I>,
    call: DynamodbCall,
  ): Decision<DynamodbEvent, InputOf<O>>;
}

export type AnyDynamodbAction = DynamodbAction<Members, Members>;

/** Keeps the literal shapes, so that `decide` knows its members. */
export function action<const I extends Members, const O extends Members>(
  definition: DynamodbAction<I, O>,
): DynamodbAction<I, O> {
  return definition;
}

/** An answer that changes nothing. */
export const answered = <A>(answer: A): Decision<DynamodbEvent, A> => ({ events: [], answer });

export const shapes = {
  names: { map: "string" },
  /** What all expressions share. */
  placeholders: { ExpressionAttributeNames: { map: "string" }, ExpressionAttributeValues: "document" },
  tags: { list: { members: { Key: "string", Value: "string" } } },
} as const;
