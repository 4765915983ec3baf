// Room simulator/wire: what an action is: its members as data, and a pure decision from state and request to events and answer. One
// file an action, so a service's folder listing is its feature matrix.
import type { InputOf, Members } from "./shape.ts";

/** Where, when and by whom a call was made. */
export interface Call {
  readonly region: string;
  readonly account: string;
  /** Since the world's zero. */
  readonly nowMs: number;
  readonly epochMs: number;
  readonly seed: string;
  /** What the caller reached us by: `http://127.0.0.1:4566`. */
  readonly baseUrl: string;
  readonly protocol: "json" | "query" | "rest";
  /** The X-Amzn-Trace-Id header, which services hand on. */
  readonly traceHeader?: string | undefined;
  /** Who calls, where the door knows it. */
  readonly actor?: string | undefined;
}

export interface Decision<E, A> {
  readonly events: readonly E[];
  readonly answer: A;
}

export interface Action<S, E, I extends Members, O extends Members> {
  readonly name: string;
  readonly input: I;
  readonly output: O;
  /** Query answers an element of results though there is nothing in it: the API has a result type without members. */
  readonly hasEmptyResult?: boolean;
  /** Throws AwsError where AWS refuses. */
  decide(this: void, state: S, input: InputOf<I>, call: Call): Decision<E, InputOf<O>>;
}

/** An action whose members are known only as data: what the wire calls. */
export type AnyAction<S, E> = Action<S, E, Members, Members>;
