// Room simulator/dynamodb: the service: a request is decided, its events are logged and applied, and what they set off goes on by timers.
import {
  type Caller,
  type Fields,
  type InputOf,
  type Members,
  notImplemented,
  type Service,
} from "../wire/index.ts";
import type { DynamodbCall } from "./action.ts";
import { RefusedWithEvents } from "./refused.ts";
import type { DynamodbEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import type { DynamodbPorts } from "./ports.ts";
import { createListeners, type RecordsListener } from "./listeners.ts";
import { actions } from "./registry.ts";
import { type DynamodbState, emptyStore } from "./state.ts";
import { createStreams } from "./streams/service.ts";
import { createTtl } from "./ttl.ts";

export interface Dynamodb extends Service {
  readonly state: DynamodbState;
  /** The streams' API. */
  readonly streams: Service;
  /** Tells a stream's records as they come, as GetRecords shows them, until the returned function is called. */
  readonly onRecords: (streamArn: string, listener: RecordsListener) => () => void;
}

/**
 * A DynamoDB whose time and randomness are the caller's.
 *
 * @example
 * const dynamodb = createDynamodb({ clock: new ManualClock("1"), seed: "1", log: () => {} });
 */
export function createDynamodb(ports: DynamodbPorts): Dynamodb {
  const store = emptyStore(ports.clock.epochMs);
  const record = (event: DynamodbEvent): void => {
    const tell = listeners.watch(event);
    evolve(store, event);
    ports.log(event);
    ttl.rearm();
    tell();
  };
  const listeners = createListeners(ports, store);
  const ttl = createTtl(ports, store, record);

  return {
    name: "dynamodb",
    target: "DynamoDB_20120810",
    typePrefix: "com.amazonaws.dynamodb.v20120810#",
    operations: actions,
    state: store,
    streams: createStreams(ports, store),
    onRecords: listeners.add,
    call(name, fields, caller): Fields {
      const action = actions.get(name);
      if (action === undefined) throw notImplemented("dynamodb", name);
      try {
        const input = fields as InputOf<Members>; // read by the shape of this very action
        const { events, answer } = action.decide(store, input, callOf(caller, ports));
        for (const event of events) record(event);
        return answer;
      } catch (error) {
        if (error instanceof RefusedWithEvents) for (const event of error.events) record(event);
        throw error;
      }
    },
  };
}

const callOf = (
  { region, account, baseUrl, protocol, traceHeader, actor }: Caller,
  { clock, seed, weather }: DynamodbPorts,
): DynamodbCall => ({
  region,
  account,
  baseUrl,
  protocol,
  traceHeader,
  actor,
  seed,
  weather,
  nowMs: clock.nowMs(),
  epochMs: clock.epochMs,
});
