// Room simulator/logs: CloudWatch Logs as far as templates need it: groups with a retention and tags. What functions write stands in
// the journal, never in a group: everything about events and streams is refused by name.
import { type Call, type InputOf, type Members, notImplemented, type Service } from "../wire/index.ts";
import type { Clock } from "../../box/clock.ts";
import type { AnyLogsAction } from "./action.ts";
import { createLogGroup } from "./actions/create-log-group.ts";
import { deleteLogGroup } from "./actions/delete-log-group.ts";
import { deleteRetentionPolicy } from "./actions/delete-retention-policy.ts";
import { describeLogGroups } from "./actions/describe-log-groups.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { putRetentionPolicy } from "./actions/put-retention-policy.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { untagResource } from "./actions/untag-resource.ts";
import { emptyStore, evolve, type LogsEvent, type LogsState } from "./state.ts";

const ALL: readonly AnyLogsAction[] = [
  createLogGroup,
  deleteLogGroup,
  deleteRetentionPolicy,
  describeLogGroups,
  listTagsForResource,
  putRetentionPolicy,
  tagResource,
  untagResource,
];
const actions: ReadonlyMap<string, AnyLogsAction> = new Map(ALL.map((one) => [one.name, one]));

export interface LogsPorts {
  readonly clock: Clock;
  readonly seed: string;
  readonly log: (event: LogsEvent) => void;
}

export interface Logs extends Service {
  readonly state: LogsState;
}

/**
 * A CloudWatch Logs whose time is the caller's.
 *
 * @example
 * const logs = createLogs({ clock, seed: "1", log: () => {} });
 */
export function createLogs({ clock, seed, log }: LogsPorts): Logs {
  const store = emptyStore();
  return {
    name: "logs",
    target: "Logs_20140328",
    operations: actions,
    state: store,
    call(name, fields, caller) {
      const action = actions.get(name);
      if (action === undefined) throw notImplemented("logs", name);
      const call: Call = { ...caller, seed, nowMs: clock.nowMs(), epochMs: clock.epochMs };
      const input = fields as InputOf<Members>; // read by the shape of this very action
      const { events, answer } = action.decide(store, input, call);
      for (const event of events) {
        evolve(store, event);
        log(event);
      }
      return answer;
    },
  };
}
