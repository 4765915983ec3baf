// Room simulator/dynamodb: who wants to know of a stream's records as they come: Lambda's event source mappings. Without a listener a
// write costs nothing for it.
import type { Fields } from "../wire/index.ts";
import type { DynamodbEvent } from "./events.ts";
import type { DynamodbPorts } from "./ports.ts";
import type { DynamodbState } from "./state.ts";
import { shownRecord } from "./streams/record.ts";

/** Records as GetRecords shows them, in the order of the stream. */
export type RecordsListener = (records: readonly Fields[]) => void;

export interface Listeners {
  /** Until the returned function is called. */
  add(streamArn: string, listener: RecordsListener): () => void;
  /** To be called before an event is applied; the returned function after it. */
  watch(event: DynamodbEvent): () => void;
}

const NOTHING = (): void => {};

export function createListeners({ clock, seed }: DynamodbPorts, state: DynamodbState): Listeners {
  const byStream = new Map<string, Set<RecordsListener>>();
  return {
    add(streamArn, listener) {
      const known = byStream.get(streamArn) ?? new Set();
      byStream.set(streamArn, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && byStream.get(streamArn) === known) byStream.delete(streamArn);
      };
    },
    watch(event) {
      if (byStream.size === 0 || !("tableArn" in event)) return NOTHING;
      const stream = state.tables.get(event.tableArn)?.stream;
      const listeners = stream === undefined ? undefined : byStream.get(stream.arn);
      if (stream === undefined || listeners === undefined) return NOTHING;
      const before = stream.records.at(-1);
      return () => {
        const last = stream.records.at(-1);
        if (last === undefined || last === before) return;
        const records = [shownRecord(stream, last, { epochMs: clock.epochMs, seed })];
        for (const listener of listeners) listener(records);
      };
    },
  };
}
