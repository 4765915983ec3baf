// Room simulator/s3: the service: a request is read, decided, its events are logged and applied, the answer is written. Nothing a
// caller sends makes it reject.
import {
  AwsError,
  type Caller,
  type Fields,
  type RestService,
  scopeOf,
  type WireRequest,
  type WireResponse,
} from "../wire/index.ts";
import type { AnyS3Action } from "./action.ts";
import { addressOf, addressOfUrl } from "./address.ts";
import { withoutChunks } from "./chunked.ts";
import { accessDenied, notModelled, S3Error, wrongRegion } from "./errors.ts";
import { emptyStore, evolve, type Store } from "./evolve.ts";
import type { S3Event } from "./events.ts";
import type { Placed, Places } from "./place.ts";
import type { S3Ports } from "./ports.ts";
import { type Asked, readRequest } from "./read-request.ts";
import { actions } from "./registry.ts";
import { operationOf } from "./route.ts";
import type { S3State } from "./state.ts";
import { writeAnswer, writeRefusal } from "./write-response.ts";

export interface S3 extends RestService {
  readonly state: S3State;
  /** An operation by its members, bodies as bytes. Throws AwsError where S3 refuses. */
  readonly call: (operation: string, input: Fields, caller: Caller) => Fields;
  /** The bytes a URL means, whatever its style; undefined where there is no such object. */
  readonly objectAt: (url: string) => Uint8Array | undefined;
}

/** What asks for an effect that is not modelled; never to be passed over in silence. */
const REFUSED =
  /^x-amz-(?:bucket-object-lock|object-lock|copy-source-server-side-encryption-customer|grant-|server-side-encryption-(?:customer|context)|website-redirect|write-offset)/;
/** These may be asked for from anywhere. */
const OF_ANY_REGION = ["CreateBucket", "GetBucketLocation", "ListBuckets"];

/**
 * An S3 whose time and randomness are the caller's.
 *
 * @example
 * const s3 = createS3({ clock: new ManualClock("1"), seed: "1", log: () => {} });
 */
export function createS3(ports: S3Ports): S3 {
  const store = emptyStore();
  return {
    name: "s3",
    operations: actions,
    state: store,
    call(operation, input, caller) {
      const { Body } = input;
      if (Body !== undefined && !(Body instanceof Uint8Array))
        throw new TypeError(`s3 ${operation}: Body must be bytes`);
      return decide(store, ports, actionNamed(operation), input, caller);
    },
    isAbout: ({ headers, path }, baseUrl) => {
      const { bucket } = readAddress(headers["host"] ?? "", path, baseUrl) ?? {};
      return bucket !== undefined && store.buckets.has(bucket);
    },
    objectAt(url) {
      const { bucket = "", key = "" } = addressOfUrl(url) ?? {};
      const current = store.buckets.get(bucket)?.versions.get(key)?.[0];
      return current?.kind === "object" ? current.body : undefined;
    },
    // async, so that whatever is thrown is a rejection that nobody forgets.
    async respond(request, caller) {
      try {
        return answer(store, ports, request, caller);
      } catch (error) {
        return writeRefusal(asAwsError(error), request.method, caller.requestId);
      }
    },
  };
}

function answer(store: Store, ports: S3Ports, request: WireRequest, caller: Caller): WireResponse {
  const address = addressOf(request.headers["host"] ?? "", request.path, hostOf(caller.baseUrl));
  const query = new URLSearchParams(request.query);
  const isCopy = request.headers["x-amz-copy-source"] !== undefined;
  const action = actionNamed(operationOf(request.method, address, query, isCopy), request.method);
  for (const name of Object.keys(request.headers))
    if (REFUSED.test(name)) throw notModelled(`${action.name} with ${name}`);
  const bucket = store.buckets.get(address.bucket ?? "");
  const { region } = scopeOf(request);
  if (bucket !== undefined && region !== undefined && region !== bucket.region)
    if (!OF_ANY_REGION.includes(action.name)) throw wrongRegion(bucket.name, bucket.region);
  const owner = request.headers["x-amz-expected-bucket-owner"];
  if (bucket !== undefined && owner !== undefined && owner !== bucket.account) throw accessDenied();
  const asked: Asked = { request: withoutChunks(request), address, query };
  const fields = decide(store, ports, action, readRequest(asked, action.input), caller);
  return writeAnswer(action, fields, caller.requestId);
}

function decide(store: Store, ports: S3Ports, action: AnyS3Action, input: Fields, caller: Caller): Fields {
  const unknown = Object.keys(input).find((member) => !Object.hasOwn(action.input, member));
  if (unknown !== undefined) throw notModelled(`${action.name} with ${unknown}`);
  const { clock, seed } = ports;
  const call = { ...caller, seed, nowMs: clock.nowMs(), epochMs: clock.epochMs };
  const members = input as Placed<Places>; // read by the places of this very action, or a service's own call
  const { events, answer: said } = action.decide(store, members, call);
  for (const event of events) record(store, ports, event);
  return said;
}

function record(store: Store, ports: S3Ports, event: S3Event): void {
  evolve(store, event);
  ports.log(event);
}

function actionNamed(operation: string | undefined, method = ""): AnyS3Action {
  if (operation === undefined)
    throw new S3Error("MethodNotAllowed", "The specified method is not allowed against this resource.", 405, {
      Method: method,
    });
  const action = actions.get(operation);
  if (action === undefined) throw notModelled(operation);
  return action;
}

const hostOf = (baseUrl: string): string | undefined =>
  URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined;

function readAddress(host: string, path: string, baseUrl: string) {
  try {
    return addressOf(host, path, hostOf(baseUrl));
  } catch {
    return undefined;
  }
}

/** A fault of ours, in words that a reader can report. */
function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError("InternalError", `a fault in the simulator: ${text}`, { status: 500 });
}
