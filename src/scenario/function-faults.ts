// Room scenario: faults at functions: by their switches, by the mapping that feeds them, by their concurrency. All of it by the calls of
// AWS, so it is the same in the box, on an emulator and in an account.
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { FaultError, type FaultRule } from "../faults/rule.ts";
import type { SwitchTable } from "../faults/switch-table.ts";
import type { JournalWriter } from "../journal/writer.ts";
import type { Sender } from "../target/clients.ts";
import { type End, once, tell } from "./fault-lines.ts";

export interface FunctionFaults {
  begin(rule: FaultRule): Promise<End>;
}

export interface FunctionFaultsOptions {
  readonly journal: JournalWriter;
  readonly switches: SwitchTable;
  /** Past the gate. */
  readonly lambda: () => Promise<Sender<LambdaClient>>;
  refOf(hop: string): string;
  /** The logical id of the mapping that feeds a function. */
  mappingOf(hop: string): string | undefined;
}

const POLL_MS = 100;
/** A mapping on AWS takes up to a minute to change. */
const CHANGE_LIMIT_MS = 90_000;

export function openFunctionFaults(options: FunctionFaultsOptions): FunctionFaults {
  return {
    async begin(rule) {
      if (rule.fault === "throttle") return throttle(rule, options);
      if (rule.fault === "pause") return pause(rule, options);
      return options.switches.begin(rule);
    },
  };
}

/** Reserved concurrency 0: every invocation is throttled. */
async function throttle(rule: FaultRule, { journal, lambda, refOf }: FunctionFaultsOptions): Promise<End> {
  const { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } =
    await import("@aws-sdk/client-lambda");
  const client = await lambda();
  const FunctionName = refOf(rule.hop);
  const told = tell(rule, journal);
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  told.struck();
  return once(async () => {
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    told.ended();
  });
}

/** The mapping that feeds it is disabled, and enabled again. */
async function pause(
  rule: FaultRule,
  { journal, lambda, refOf, mappingOf }: FunctionFaultsOptions,
): Promise<End> {
  const mapping = mappingOf(rule.hop);
  if (mapping === undefined) throw new FaultError(`pause at ${rule.hop}: no mapping feeds it`);
  const { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } =
    await import("@aws-sdk/client-lambda");
  const client = await lambda();
  const UUID = refOf(mapping);
  const set = async (Enabled: boolean) => {
    await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    const wanted = Enabled ? "Enabled" : "Disabled";
    for (const startMs = performance.now(); ;) {
      const { State } = await client.send(new GetEventSourceMappingCommand({ UUID }));
      if (State === wanted) return;
      if (performance.now() - startMs > CHANGE_LIMIT_MS)
        throw new FaultError(`pause at ${rule.hop}: its mapping reads ${State} and not ${wanted}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  const told = tell(rule, journal);
  await set(false);
  told.struck();
  return once(async () => {
    await set(true);
    told.ended();
  });
}
