// Room simulator/sns: the service: a request is decided, its events are logged and applied, and accepted messages go on their way.
import type { Call } from "./action.ts";
import { createDeliveries } from "./delivery.ts";
import { notImplemented, SnsError } from "./errors.ts";
import type { SnsEvent } from "./events.ts";
import { emptyStore, evolve } from "./evolve.ts";
import type { SnsPorts } from "./ports.ts";
import { element, escapeXml, type Input, readQuery, writeXml } from "./query.ts";
import { actions } from "./registry.ts";
import type { SnsState } from "./state.ts";

const NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

export interface QueryCall {
  readonly fields: Iterable<readonly [string, string]>;
  readonly region: string;
  readonly account: string;
  readonly requestId: string;
  readonly traceHeader?: string | undefined;
}

export interface XmlAnswer {
  readonly status: number;
  readonly body: string;
}

export interface Sns {
  readonly state: SnsState;
  /** One call over AWS Query. Never throws for what a caller sent. */
  readonly query: (call: QueryCall) => XmlAnswer;
  /** One call by its members, for the rest of the simulator (a workflow that publishes). Throws SnsError. */
  readonly call: (
    action: string,
    input: Input,
    where: Pick<Call, "region" | "account" | "traceHeader">,
  ) => Input;
}

/**
 * An SNS whose time, randomness and queues are the caller's.
 *
 * @example
 * const sns = createSns({ clock, seed: "1", log: () => {}, deliver: () => ({ kind: "ok" }) });
 * sns.call("CreateTopic", { Name: "orders" }, { region: "us-east-1", account: "000000000000" });
 * // { TopicArn: "arn:aws:sns:us-east-1:000000000000:orders" }
 */
export function createSns(ports: SnsPorts): Sns {
  const store = emptyStore();
  const record = (event: SnsEvent): void => {
    evolve(store, event);
    ports.log(event);
  };
  const deliveries = createDeliveries(ports, store, record);

  const call: Sns["call"] = (name, input, where) => {
    const action = actions.get(name);
    if (action === undefined) throw notImplemented(`operation ${name}`);
    const at = { ...where, nowMs: ports.clock.nowMs(), seed: ports.seed };
    const { events, answer } = action.decide(store, input as Parameters<typeof action.decide>[1], at);
    for (const event of events) {
      record(event);
      if (event.kind === "sns.published") deliveries.fanOut(event.message);
    }
    return answer;
  };

  return { state: store, call, query: (request) => query(request, call) };
}

function query({ fields, requestId, ...where }: QueryCall, call: Sns["call"]): XmlAnswer {
  const all = [...fields];
  const name = all.find(([field]) => field === "Action")?.[1] ?? "";
  try {
    const { input, output } = actions.get(name) ?? { input: {}, output: {} };
    const answer = writeXml(call(name, readQuery(all, input), where), output);
    const metadata = element("ResponseMetadata", element("RequestId", requestId));
    const inner = element(`${name}Result`, answer) + metadata;
    return { status: 200, body: `<${name}Response xmlns="${NAMESPACE}">${inner}</${name}Response>` };
  } catch (error) {
    if (error instanceof SnsError) return refusal(error, requestId);
    throw error;
  }
}

function refusal({ code, message, status, senderFault }: SnsError, requestId: string): XmlAnswer {
  const error = [
    element("Type", senderFault ? "Sender" : "Receiver"),
    element("Code", code),
    element("Message", escapeXml(message)),
  ];
  const inner = element("Error", error.join("")) + element("RequestId", requestId);
  return { status, body: `<ErrorResponse xmlns="${NAMESPACE}">${inner}</ErrorResponse>` };
}
