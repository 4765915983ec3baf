// Room simulator/dynamodb/streams: an action of the streams' API: it reads and changes nothing.
import type { InputOf, Members } from "../../wire/index.ts";
import type { DynamodbState } from "../state.ts";

export interface StreamsCall {
  readonly region: string;
  readonly account: string;
  readonly nowMs: number;
  readonly epochMs: number;
  readonly seed: string;
}

export interface StreamsAction<I extends Members, O extends Members> {
  readonly name: string;
  readonly input: I;
  readonly output: O;
  /** Throws AwsError where AWS refuses. */
  answer(this: void, state: DynamodbState, input: InputOf<I>, call: StreamsCall): InputOf<O>;
}

export type AnyStreamsAction = StreamsAction<Members, Members>;

export function action<const I extends Members, const O extends Members>(
  definition: StreamsAction<I, O>,
): StreamsAction<I, O> {
  return definition;
}
