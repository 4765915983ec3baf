// Room simulator/logs: an action of this service: one file each in actions/, so the folder listing is the feature matrix.
import type { Action, AnyAction, Decision, Members } from "../wire/index.ts";
import type { LogsEvent, LogsState } from "./state.ts";

type LogsAction<I extends Members, O extends Members> = Action<LogsState, LogsEvent, I, O> & {
  /** Where not all of the operation is modelled; docs/CLOUDFORMATION.md says what is not. */
  readonly extent?: "partial";
};
export type AnyLogsAction = AnyAction<LogsState, LogsEvent>;

/** Keeps the literal shapes, so that `decide` knows its members. */
export function action<const I extends Members, const O extends Members>(
  definition: LogsAction<I, O>,
): LogsAction<I, O> {
  return definition;
}

/** Nothing to answer but that it happened. */
export const changed = (...events: readonly LogsEvent[]): Decision<LogsEvent, object> => ({
  events,
  answer: {},
});
