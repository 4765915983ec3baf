// Room observe: effects that stand in tables: the provider's log, with one position for all its calls, and the ledger, a list for each
// order. Both only grow; a read takes what is new.
import {
  type AttributeValue,
  type DynamoDBClient,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import type { JournalWriter } from "../journal/writer.ts";
import { type Probe, startProbe } from "./probe.ts";

export interface TableProbeOptions {
  readonly sink: string;
  readonly table: string;
  readonly dynamoDb: DynamoDBClient;
  readonly everyMs: number;
}

/** The newest sighting of an order is what an effect follows from. */
function sightingsOf(journal: JournalWriter): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  journal.onLine((line) => {
    if (line.kind === "message.seen" && line.order !== undefined) newest.set(line.order, line.seq);
  });
  return newest;
}

/** Starts the probe of the provider's log. Its counter may leave holes, which a slow call fills later: they are looked at again. */
export function startLogProbe(journal: JournalWriter, options: TableProbeOptions): Probe {
  const { sink, table, dynamoDb, everyMs } = options;
  const newest = sightingsOf(journal);
  const seen = new Set<number>();
  let from = 1;
  return startProbe(journal, {
    name: `${sink}.calls`,
    watches: [sink],
    everyMs,
    read: async () => {
      const pages = paginateQuery(
        { client: dynamoDb },
        {
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: "pk = :call AND n >= :from",
          ExpressionAttributeValues: { ":call": { S: "call" }, ":from": { N: String(from) } },
        },
      );
      for await (const { Items = [] } of pages)
        for (const item of Items) {
          const n = Number(item.n?.N);
          if (seen.has(n)) continue;
          seen.add(n);
          const key = item.key?.S;
          const data = {
            step: textOf(item.step),
            requestId: textOf(item.requestId),
            ...(key === undefined ? {} : { key }),
            deduplicated: item.deduplicated?.BOOL === true,
          };
          append(journal, sink, textOf(item.order), newest, { source: sink, n: String(n) }, data);
        }
      while (seen.has(from)) from += 1;
    },
  });
}

/** Starts the probe of the ledger. A list tells the order of one order's effects; two orders' lists are two sources. */
export function startLedgerProbe(journal: JournalWriter, options: TableProbeOptions): Probe {
  const { sink, table, dynamoDb, everyMs } = options;
  const newest = sightingsOf(journal);
  const lengths = new Map<string, number>();
  return startProbe(journal, {
    name: `${sink}.lists`,
    watches: [sink],
    everyMs,
    read: async () => {
      const pages = paginateScan({ client: dynamoDb }, { TableName: table, ConsistentRead: true });
      for await (const { Items = [] } of pages)
        for (const item of Items) {
          const order = textOf(item.order);
          const steps = item.steps?.L ?? [];
          for (let n = (lengths.get(order) ?? 0) + 1; n <= steps.length; n += 1) {
            const [step = "", requestId = ""] = textOf(steps[n - 1]).split(/#(.*)/s);
            const at = { source: `${sink}/${order}`, n: String(n) };
            append(journal, sink, order, newest, at, { step, requestId, deduplicated: false });
          }
          lengths.set(order, steps.length);
        }
    },
  });
}

const textOf = (value: AttributeValue | undefined): string => value?.S ?? "";

function append(
  journal: JournalWriter,
  hop: string,
  order: string,
  newest: ReadonlyMap<string, number>,
  at: { readonly source: string; readonly n: string },
  data: { step: string; requestId: string; key?: string; deduplicated: boolean },
): void {
  const cause = newest.get(order);
  journal.append({
    kind: "effect.seen",
    actor: "observe",
    hop,
    order,
    ...(cause === undefined ? {} : { cause }),
    at,
    data,
  });
}
