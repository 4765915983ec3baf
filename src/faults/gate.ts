// Room faults: the gate that every call to a service goes through, whatever carries it: the loopback proxy in real time, the box's own
// network in virtual time. Without a rule that matches, a call goes through untouched; with one, the fault strikes here and is
// journaled.
import type { JournalWriter } from "../journal/writer.ts";
import { type Answer, failedEntries, refusal, THROTTLED, withoutEntries } from "./answers.ts";
import type { FaultRule } from "./rule.ts";
import { openRules } from "./rules.ts";
import { type AwsCall, type CallHeaders, readCall } from "./wire.ts";

export interface Gate {
  /** Lets a fault begin; the returned function ends it. */
  begin(rule: FaultRule): () => void;
  /** How often a fault struck so far. */
  strikesOf(id: string): number;
  /** What the caller gets; `lost` where the service did its work and the answer never arrives. */
  pass(call: GateCall): Promise<Answer | "lost">;
}

export interface GateCall {
  readonly headers: CallHeaders;
  readonly body: Buffer;
  /** Asks the service itself. */
  readonly forward: (body: Buffer) => Promise<Answer>;
}

export interface GateOptions {
  readonly journal: Pick<JournalWriter, "append" | "nowMs">;
  readonly seed: string;
  /** The logical id behind a queue URL or an ARN. */
  hopOf(physical: string): string | undefined;
  orderOf(body: string, hop: string): string | undefined;
  /** Default: setTimeout. */
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Opens a gate without rules. */
export function openGate(options: GateOptions): Gate {
  const rules = openRules(options.journal, options.seed);
  const sleep = options.sleep ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  return {
    begin: (rule) => rules.begin(rule),
    strikesOf: (id) => rules.strikesOf(id),
    async pass({ headers, body, forward }) {
      const call = readCall(headers, body, options);
      const fault = rules.strike(call);
      switch (fault?.rule.fault) {
        case "throttle":
          return refusal(call, THROTTLED);
        case "fail":
          return refusal(call, failureOf(fault.rule));
        case "slow":
          await sleep(fault.delayMs);
          return forward(body);
        case "drop-ack":
          await forward(body);
          return "lost";
        case "partial":
          return partial(call, fault.entryIds, forward);
        default:
          return forward(body);
      }
    },
  };
}

async function partial(call: AwsCall, ids: readonly string[], forward: GateCall["forward"]): Promise<Answer> {
  const rest = withoutEntries(call, ids);
  return failedEntries(rest === undefined ? undefined : await forward(rest), ids);
}

function failureOf(rule: FaultRule): { code: string; message: string; status: number } {
  return {
    code: rule.error?.type ?? "AccessDenied",
    message: rule.error?.message ?? "refused by a fault",
    status: 403,
  };
}
