// Room simulator/s3: an action of this service: one file each in actions/, so the folder listing is the feature matrix. Its members say
// where they stand on the wire.
import type { Call, Decision } from "../wire/index.ts";
import type { S3Event } from "./events.ts";
import type { Placed, Places } from "./place.ts";
import type { S3State } from "./state.ts";

export type { Call } from "../wire/index.ts";

export type S3Decision<A> = Decision<S3Event, A>;

export interface S3Action<I extends Places, O extends Places> {
  readonly name: string;
  /** Where not all of the operation is modelled; docs/S3.md says what is not. */
  readonly extent?: "partial";
  readonly input: I;
  readonly output: O;
  /** The answer's own element, in which `element` members stand. */
  readonly root?: string;
  /** Default 200. */
  readonly status?: number;
  /** Throws AwsError where S3 refuses. */
  decide(this: void, state: S3State, input: Placed<I>, call: Call): S3Decision<Placed<O>>;
}

export type AnyS3Action = S3Action<Places, Places>;

/** Keeps the literal places, so that `decide` knows its members. */
export function action<const I extends Places, const O extends Places>(
  definition: S3Action<I, O>,
): S3Action<I, O> {
  return definition;
}

/** An answer that changes nothing. */
export const answered = <A>(answer: A): S3Decision<A> => ({ events: [], answer });

/** S3 keeps whole seconds. */
export const nowS = ({ epochMs, nowMs }: Call): number => Math.floor((epochMs + nowMs) / 1000);
