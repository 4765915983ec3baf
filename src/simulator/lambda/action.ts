// Room simulator/lambda: an action of this service: its route, its members, and a pure decision. What must be asked of other services is
// gathered before.
import type { InternalCalls } from "../internal.ts";
import type { Call, Decision, InputOf, Members } from "../wire/index.ts";
import type { LambdaEvent } from "./events.ts";
import type { Code, LambdaState } from "./state.ts";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** `/2015-03-31/functions/{FunctionName}`: names in braces are members. */
  readonly path: string;
  /** Of success. */
  readonly status: number;
  /** Members that stand in the query, by their name there. */
  readonly query?: Readonly<Record<string, string>>;
}

/** What other services said. */
export interface Gathered {
  readonly code?: Code;
  readonly queue?: { readonly visibilityS: number };
}

export interface LambdaAction<I extends Members> {
  readonly name: string;
  readonly route: Route;
  readonly extent?: "full" | "partial";
  readonly input: I;
  gather?(
    this: void,
    input: InputOf<I>,
    call: Call,
    internal: InternalCalls,
    state: LambdaState,
  ): Promise<Gathered>;
  /** Throws AwsError where AWS refuses. */
  decide(
    this: void,
    state: LambdaState,
    input: InputOf<I>,
    call: Call,
    gathered: Gathered,
  ): Decision<LambdaEvent, unknown>;
}

/** An action whose members are known only as data. */
export type AnyLambdaAction = LambdaAction<Members>;

/** Keeps the literal shapes, so that `decide` knows its members. The answer is written as it is: JSON needs no shape. */
export function action<const I extends Members>(definition: LambdaAction<I>): LambdaAction<I> {
  return definition;
}

export const answered = <A>(answer: A): Decision<LambdaEvent, A> => ({ events: [], answer });

export const changed = <A>(answer: A, ...events: readonly LambdaEvent[]): Decision<LambdaEvent, A> => ({
  events,
  answer,
});

export const FUNCTION_PATH = "/2015-03-31/functions/{FunctionName}";
export const QUALIFIER = { Qualifier: "Qualifier" } as const;
