// Room simulator/sns: the service: a request is decided, its events are logged and applied, and accepted messages go on their way.
import { type Call, type InputOf, type Members, notImplemented, type Service } from "../wire/index.ts";
import { createDeliveries } from "./delivery.ts";
import type { SnsEvent } from "./events.ts";
import { emptyStore, evolve } from "./evolve.ts";
import type { SnsPorts } from "./ports.ts";
import { actions } from "./registry.ts";
import type { SnsState } from "./state.ts";

export interface Sns extends Service {
  readonly state: SnsState;
}

/**
 * An SNS whose time, randomness and queues are the caller's.
 *
 * @example
 * const sns = createSns({ clock, seed: "1", log: () => {}, deliver: () => ({ kind: "ok" }) });
 */
export function createSns(ports: SnsPorts): Sns {
  const { clock, seed } = ports;
  const store = emptyStore();
  const record = (event: SnsEvent): void => {
    evolve(store, event);
    ports.log(event);
  };
  const deliveries = createDeliveries(ports, store, record);
  return {
    name: "sns",
    namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    operations: actions,
    state: store,
    call(name, fields, { region, account, baseUrl, protocol, traceHeader }) {
      const action = actions.get(name);
      if (action === undefined) throw notImplemented("sns", name);
      const now = { nowMs: clock.nowMs(), epochMs: clock.epochMs };
      const call: Call = { region, account, baseUrl, protocol, traceHeader, seed, ...now };
      const input = fields as InputOf<Members>; // read by the shape of this very action
      const { events, answer } = action.decide(store, input, call);
      for (const event of events) {
        record(event);
        if (event.kind === "sns.published") deliveries.fanOut(event.message);
      }
      return answer;
    },
  };
}
