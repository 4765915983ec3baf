// Room simulator/logs: what CloudWatch Logs knows: the groups there are, by their ARN. It changes only here, by events.

export interface LogGroup {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly createdMs: number;
  /** Undefined: for ever. */
  readonly retentionDays: number | undefined;
  readonly logGroupClass: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface LogsState {
  readonly groups: ReadonlyMap<string, LogGroup>;
}

export type LogsEvent =
  | { readonly kind: "logs.group-created"; readonly group: LogGroup }
  | { readonly kind: "logs.group-deleted"; readonly arn: string; readonly atMs: number }
  | {
      readonly kind: "logs.group-changed";
      readonly arn: string;
      readonly atMs: number;
      readonly change: Partial<Pick<LogGroup, "retentionDays" | "tags">>;
    };

/** The state with a hand to change it. */
export interface Store extends LogsState {
  readonly groups: Map<string, LogGroup>;
}

export const emptyStore = (): Store => ({ groups: new Map() });

/** Applies one event. */
export function evolve({ groups }: Store, event: LogsEvent): void {
  switch (event.kind) {
    case "logs.group-created":
      groups.set(event.group.arn, event.group);
      return;
    case "logs.group-deleted":
      groups.delete(event.arn);
      return;
    case "logs.group-changed": {
      const before = groups.get(event.arn);
      if (before !== undefined) groups.set(event.arn, { ...before, ...event.change });
    }
  }
}
