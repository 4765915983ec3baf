// Room simulator/wire: a call to a service whose actions are decided at once and set nothing else off: decide, apply, log, answer.
import type { Clock } from "../../box/clock.ts";
import type { AnyAction, Call } from "./action.ts";
import { notImplemented } from "./aws-error.ts";
import type { Caller, Service } from "./service.ts";
import type { Fields, InputOf, Members } from "./shape.ts";

export interface Decided<S, E, C extends Call> {
  readonly service: string;
  readonly actions: ReadonlyMap<string, DecidedAction<S, E, C>>;
  readonly state: S;
  evolve(this: void, event: E): void;
  log(this: void, event: E): void;
  callOf(this: void, caller: Caller): C;
}

type DecidedAction<S, E, C> = Pick<AnyAction<S, E>, "name"> & {
  decide(
    this: void,
    state: S,
    input: InputOf<Members>,
    call: C,
  ): { readonly events: readonly E[]; readonly answer: Fields };
};

/** Throws AwsError where AWS refuses, and NotImplemented for an operation that is none. */
export function decidedCall<S, E, C extends Call>(of: Decided<S, E, C>): Service["call"] {
  return (name, fields, caller) => {
    const action = of.actions.get(name);
    if (action === undefined) throw notImplemented(of.service, name);
    const input = fields as InputOf<Members>; // read by the shape of this very action
    const { events, answer } = action.decide(of.state, input, of.callOf(caller));
    for (const event of events) {
      of.evolve(event);
      of.log(event);
    }
    return answer;
  };
}

/** The call as every action knows it. */
export const callAt =
  ({ clock, seed }: { readonly clock: Clock; readonly seed: string }) =>
  (caller: Caller): Call => ({ ...caller, seed, nowMs: clock.nowMs(), epochMs: clock.epochMs });
