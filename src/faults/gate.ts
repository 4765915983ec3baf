// Room faults: the gate that every call to a service goes through, whatever carries it: the loopback proxy in real time, the box's own
// network in virtual time. Without a rule that matches, a call goes through untouched; with one, the fault strikes here and is
// journaled.
import type { JournalWriter } from "../journal/writer.ts";
import {
  type Answer,
  failedEntries,
  messagesIn,
  refusal,
  success,
  THROTTLED,
  withoutEntries,
} from "./answers.ts";
import type { FaultRule } from "./rule.ts";
import { openRules } from "./rules.ts";
import { type AwsCall, type CallHeaders, readCall } from "./wire.ts";

export interface Gate {
  /** Lets a fault begin; the returned function ends it. */
  begin(rule: FaultRule): () => void;
  /** How often a fault struck so far. */
  strikesOf(id: string): number;
  /** Whether no rule is on: a call may then be forwarded as it came, without asking the gate. */
  isOpen(): boolean;
  /** What the caller gets; `lost` where the service did its work and the answer never arrives. */
  pass(call: GateCall): Promise<Answer | "lost">;
  /** Weather: what becomes of a message that comes to a queue. Undefined where nothing does. */
  arrival(physical: string, body: string): Weather | undefined;
  /** Weather: whether one item of a batch or a transaction is refused. */
  refusesItem(table: string, action: string): boolean;
  /** Weather: what becomes of a batch that a function is invoked with. */
  invocation(physical: string, payload: string): InvocationWeather | undefined;
}

/** Delivered once more; or done, and nobody hears of it before the function's time is up. */
export type InvocationWeather = "duplicate" | "drop-ack";

export interface Weather {
  /** Seen this much later. */
  readonly delayMs: number;
  /** So many messages that come after it may overtake it. */
  readonly overtakenBy: number;
}

export interface GateCall {
  readonly headers: CallHeaders;
  readonly body: Buffer;
  /** Asks the service itself; `headers` take the place of those that came. */
  readonly forward: (body: Buffer, headers?: CallHeaders) => Promise<Answer>;
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
  /** A copy is delivered again (SQS-01): what is handed out becomes visible at once, so that somebody else gets it too. */
  async function redelivered(call: AwsCall, answer: Answer, forward: GateCall["forward"]): Promise<Answer> {
    const { hop } = call;
    if (call.action !== "ReceiveMessage" || call.protocol !== "json" || hop === undefined) return answer;
    for (const { body, receipt } of messagesIn(answer)) {
      if (rules.strikeMessage(["duplicate"], hop, options.orderOf(body, hop)) === undefined) continue;
      const { QueueUrl } = call.json;
      const change = { QueueUrl, ReceiptHandle: receipt, VisibilityTimeout: 0 };
      await forward(Buffer.from(JSON.stringify(change)), CHANGE_VISIBILITY);
    }
    return answer;
  }

  return {
    begin: (rule) => rules.begin(rule),
    strikesOf: (id) => rules.strikesOf(id),
    isOpen: () => rules.isEmpty(),
    arrival(physical, body) {
      if (rules.isEmpty()) return undefined;
      const hop = options.hopOf(physical);
      if (hop === undefined) return undefined;
      const strike = rules.strikeMessage(["delay", "reorder"], hop, options.orderOf(body, hop));
      if (strike === undefined) return undefined;
      return strike.rule.fault === "delay"
        ? { delayMs: strike.delayMs, overtakenBy: 0 }
        : { delayMs: 0, overtakenBy: OVERTAKEN_BY };
    },
    refusesItem(table, action) {
      if (rules.isEmpty()) return false;
      const hop = options.hopOf(table);
      return hop !== undefined && rules.strikeMessage(["partial"], hop, undefined, action) !== undefined;
    },
    invocation(physical, payload) {
      if (rules.isEmpty()) return undefined;
      const hop = options.hopOf(physical);
      if (hop === undefined) return undefined;
      for (const body of bodiesIn(payload)) {
        const strike = rules.strikeMessage(["duplicate", "drop-ack"], hop, options.orderOf(body, hop));
        if (strike !== undefined) return strike.rule.fault === "duplicate" ? "duplicate" : "drop-ack";
      }
      return undefined;
    },
    async pass({ headers, body, forward }) {
      if (rules.isEmpty()) return forward(body);
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
        case "lag":
          void sleep(fault.delayMs).then(() => forward(body));
          return success(call);
        default:
          return redelivered(call, await forward(body), forward);
      }
    },
  };
}

/** The messages that a mapping brings (ESM-21); anything else is one message. */
function bodiesIn(payload: string): readonly string[] {
  const event = parsed(payload);
  const records =
    typeof event === "object" && event !== null && "Records" in event ? event.Records : undefined;
  if (!Array.isArray(records)) return [payload];
  return records.map((record: unknown) =>
    typeof record === "object" && record !== null && "body" in record ? String(record.body) : "",
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whatever a client sends may be a payload
  }
}

const CHANGE_VISIBILITY: CallHeaders = { "x-amz-target": "AmazonSQS.ChangeMessageVisibility" };

/** A standard queue may keep order as badly as this (SQS-02). */
const OVERTAKEN_BY = 8;

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
