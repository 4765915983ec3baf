// Room simulator/sts: an action of this service: one file each in actions/, so the folder listing is the feature matrix. What a call
// knows besides its members: who the caller is, and the account's roles.
import type { Call, Decision, InputOf, Members } from "../wire/index.ts";
import type { StsEvent } from "./evolve.ts";
import type { Roles } from "./ports.ts";
import type { Identity, StsState } from "./state.ts";

export interface StsCall extends Call {
  readonly identity: Identity;
  readonly roles: Roles;
}

export interface StsAction<I extends Members, O extends Members> {
  readonly name: string;
  /** Where not all of the operation is modelled; docs/S3.md says what is not. */
  readonly extent?: "partial";
  readonly input: I;
  readonly output: O;
  /** Throws AwsError where STS refuses. */
  decide(this: void, state: StsState, input: InputOf<I>, call: StsCall): Decision<StsEvent, InputOf<O>>;
}

export type AnyStsAction = StsAction<Members, Members>;

/** Keeps the literal shapes, so that `decide` knows its members. */
export function action<const I extends Members, const O extends Members>(
  definition: StsAction<I, O>,
): StsAction<I, O> {
  return definition;
}
