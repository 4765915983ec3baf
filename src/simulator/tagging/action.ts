// Room simulator/tagging: an action of this service: one file each in actions/. There is no state here: the services have it, and
// change it by their own operations.
import type { Caller, InputOf, Members } from "../wire/index.ts";
import type { TaggingPorts } from "./ports.ts";

export interface TaggingAction<I extends Members, O extends Members> {
  readonly name: string;
  /** Where not all of the operation is modelled; docs/S3.md says what is not. */
  readonly extent?: "partial";
  readonly input: I;
  readonly output: O;
  /** Throws AwsError where the API refuses. */
  answer(
    this: void,
    ports: TaggingPorts,
    input: InputOf<I>,
    caller: Caller,
  ): InputOf<O> | Promise<InputOf<O>>;
}

export type AnyTaggingAction = TaggingAction<Members, Members>;

/** Keeps the literal shapes, so that `answer` knows its members. */
export function action<const I extends Members, const O extends Members>(
  definition: TaggingAction<I, O>,
): TaggingAction<I, O> {
  return definition;
}
