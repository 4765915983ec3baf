// Room simulator/logs: CloudWatch Logs as far as templates need it: groups with a retention and tags. What functions write stands in
// the journal, never in a group: everything about events and streams is refused by name.
import { callAt, decidedCall, type Service } from "../wire/index.ts";
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
    call: decidedCall({
      service: "logs",
      actions,
      state: store,
      evolve: (event) => evolve(store, event),
      log,
      callOf: callAt({ clock, seed }),
    }),
  };
}
