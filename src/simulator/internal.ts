// Room simulator: how one service calls another: in process, with the same decisions, events and log as a call from outside, and
// never over HTTP.
import { type Caller, type Fields, notImplemented } from "./wire/index.ts";

/** In whose name an internal call is made. */
export interface InternalCaller {
  /** Stands in the log: `lambda:OrderWorker`. */
  readonly actor: string;
  /** Default: the simulator's. */
  readonly region?: string;
  /** Aborted when the caller need not wait any longer. */
  readonly signal?: AbortSignal;
  /** Default: the next. */
  readonly requestId?: string;
}

export interface InternalCalls {
  /** Calls an operation of another service as if it came by the wire. Throws AwsError where that service refuses. */
  call(service: string, operation: string, input: Fields, by: InternalCaller): Promise<Fields>;
}

/** A service that can be called without the wire: members as the API names them, blobs as base64, timestamps as epoch seconds. */
export interface Callable {
  readonly name: string;
  readonly operations: ReadonlyMap<string, unknown>;
  readonly call?: (operation: string, input: Fields, caller: Caller) => Fields | Promise<Fields>;
}

export interface InternalOptions {
  readonly services: readonly Callable[];
  readonly account: string;
  readonly region: string;
  readonly nextRequestId: () => string;
}

/** What URLs of queues and the like begin with when nobody came by the wire. */
const BASE_URL = "http://services.box";

/** Reads `services` at each call, so services may be added while the simulator is put together. */
export function createInternalCalls({
  services,
  account,
  region,
  nextRequestId,
}: InternalOptions): InternalCalls {
  return {
    async call(name, operation, input, by) {
      const service = services.find((one) => one.name === name);
      if (service?.call === undefined || !service.operations.has(operation))
        throw notImplemented(name, operation);
      return service.call(operation, input, {
        region: by.region ?? region,
        account,
        actor: by.actor,
        protocol: "json",
        baseUrl: BASE_URL,
        requestId: by.requestId ?? nextRequestId(),
        traceHeader: undefined,
        signal: by.signal,
      });
    },
  };
}
