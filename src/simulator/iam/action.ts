// Room simulator/iam: an action of this service: one file each in actions/, so the folder listing is the feature matrix.
import type { Action, AnyAction, Call, Decision, Members } from "../wire/index.ts";
import type { IamEvent, PolicyChange, RoleChange } from "./events.ts";
import type { IamState } from "./state.ts";

export type { Call } from "../wire/index.ts";

/** Where not all of the operation is modelled; docs/S3.md says what is not. */
export interface Extent {
  readonly extent?: "partial";
}
type IamAction<I extends Members, O extends Members> = Action<IamState, IamEvent, I, O> & Extent;
export type AnyIamAction = AnyAction<IamState, IamEvent> & Extent;

/** Keeps the literal shapes, so that `decide` knows its members. */
export function action<const I extends Members, const O extends Members>(
  definition: IamAction<I, O>,
): IamAction<I, O> {
  return definition;
}

/** An answer that changes nothing. */
export const answered = <A>(answer: A): Decision<IamEvent, A> => ({ events: [], answer });

/** An empty answer to a call that changes a role. */
export const roleChanged = (
  name: string,
  change: RoleChange,
): Decision<IamEvent, Readonly<Record<string, never>>> => ({
  events: [{ kind: "iam.role-changed", name, change }],
  answer: {},
});

export const policyChanged = (
  arn: string,
  change: PolicyChange,
): Decision<IamEvent, Readonly<Record<string, never>>> => ({
  events: [{ kind: "iam.policy-changed", arn, change }],
  answer: {},
});

/** IAM keeps whole seconds. */
export const nowS = ({ epochMs, nowMs }: Call): number => Math.floor((epochMs + nowMs) / 1000);

/** `2026-01-01T00:00:00Z` */
export const isoOf = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
