// Room simulator/sns: an action of this service: one file each in actions/, so the folder listing is the feature matrix.
import type { Action, AnyAction, Decision, Members } from "../wire/index.ts";
import type { SnsEvent } from "./events.ts";
import type { SnsState } from "./state.ts";

export type { Call } from "../wire/index.ts";

export type SnsDecision<A> = Decision<SnsEvent, A>;
type SnsAction<I extends Members, O extends Members> = Action<SnsState, SnsEvent, I, O>;
export type AnySnsAction = AnyAction<SnsState, SnsEvent>;

/** Keeps the literal shapes, so that `decide` knows its members. */
export function action<const I extends Members, const O extends Members>(
  definition: SnsAction<I, O>,
): SnsAction<I, O> {
  return definition;
}

/** An answer that changes nothing. */
export const answered = <A>(answer: A): SnsDecision<A> => ({ events: [], answer });
