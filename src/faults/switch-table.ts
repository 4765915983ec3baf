// Room faults: the switches of the functions: a table that their wrapper reads for each batch, since a function has no file of ours. One
// item a function holds its rules; what strikes a number of times is counted by the wrapper in an item of its own.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Sender } from "../target/clients.ts";
import type { JournalWriter } from "../journal/writer.ts";
import type { FaultRule } from "./rule.ts";

export interface SwitchTable {
  /** Lets a fault begin; the returned function ends it. */
  begin(rule: FaultRule): Promise<() => Promise<void>>;
}

export interface SwitchTableOptions {
  readonly table: string;
  readonly dynamoDb: Sender<DynamoDBClient>;
  readonly journal: JournalWriter;
  readonly seed: string;
  /** The name of a function, by which it asks for its switches. */
  functionOf(hop: string): string;
}

/** Opens the table with nothing switched on. */
export function openSwitchTable(options: SwitchTableOptions): SwitchTable {
  const { table, dynamoDb, journal, seed } = options;
  const rules: FaultRule[] = [];
  const write = async (hop: string) => {
    const ofHop = rules.filter((rule) => rule.hop === hop).map((rule) => switchOf(rule, seed));
    const Item = { id: { S: options.functionOf(hop) }, rules: { S: JSON.stringify(ofHop) } };
    // Loaded here: most systems have no functions, and a client takes a tenth of a second.
    const { PutItemCommand } = await import("@aws-sdk/client-dynamodb");
    await dynamoDb.send(new PutItemCommand({ TableName: table, Item }));
  };
  return {
    async begin(rule) {
      const { id, fault, hop, on } = rule;
      const data = { id, fault, ...(on === undefined ? {} : { on: { ...on } }) };
      const cause = journal.append({ kind: "fault.began", actor: "faults", hop, data });
      rules.push(rule);
      await write(hop);
      return async () => {
        const index = rules.indexOf(rule);
        if (index < 0) return;
        rules.splice(index, 1);
        await write(hop);
        journal.append({ kind: "fault.ended", actor: "faults", hop, cause, data: { id } });
      };
    },
  };
}

/** A crash without a number of times would crash for ever: it strikes once. */
function timesOf({ fault, times, probability }: FaultRule): number | undefined {
  return times ?? (fault.startsWith("crash") && probability === undefined ? 1 : undefined);
}

/** What the functions' wrapper reads (src/system/handlers/switches.ts). */
function switchOf(rule: FaultRule, seed: string) {
  const { id, fault, on, error, delayMs, probability } = rule;
  const times = timesOf(rule);
  return {
    id,
    fault,
    ...(on?.order === undefined ? {} : { order: on.order }),
    ...(times === undefined ? {} : { times }),
    ...(probability === undefined ? {} : { probability, seed }),
    ...(fault === "slow" ? { slowMs: delayMs?.[0] ?? 1_000 } : {}),
    ...(fault === "fail" ? { error: error?.type ?? "Error" } : {}),
  };
}
