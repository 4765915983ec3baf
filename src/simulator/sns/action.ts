// Room simulator/sns: what an action is: its members as data, and a pure decision from state and request to events and answer. One
// file an action, so the folder listing is the feature matrix.
import type { SnsEvent } from "./events.ts";
import type { InputOf, Members } from "./shape.ts";
import type { SnsState } from "./state.ts";

/** Where and when a request came in. */
export interface Call {
  readonly region: string;
  readonly account: string;
  /** Since the world's zero. */
  readonly nowMs: number;
  /** The X-Amzn-Trace-Id header, which SNS hands on to SQS. */
  readonly traceHeader?: string | undefined;
  readonly seed: string;
}

export interface Decision<A> {
  readonly events: readonly SnsEvent[];
  readonly answer: A;
}

export interface Action<I extends Members, O extends Members> {
  readonly name: string;
  readonly input: I;
  readonly output: O;
  /** Throws SnsError where AWS refuses. */
  decide(this: void, state: SnsState, input: InputOf<I>, call: Call): Decision<InputOf<O>>;
}

/** An action whose members are known only as data: what the wire calls. */
export type AnyAction = Action<Members, Members>;

/** Keeps the literal shapes, so that `decide` knows its members. */
export function action<const I extends Members, const O extends Members>(
  definition: Action<I, O>,
): Action<I, O> {
  return definition;
}

/** An answer that changes nothing. */
export const answered = <A>(answer: A): Decision<A> => ({ events: [], answer });
