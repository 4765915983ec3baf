// Room system: the outside world (payment, stock, carrier) as one pure core: state and request in, state and answer out, and one
// append-only log of all its calls with one position. It deduplicates only by an idempotency key it is given.

export interface ProviderRequest {
  readonly step: string;
  readonly order: string;
  readonly requestId: string;
  readonly key?: string;
}

export interface ProviderCall extends ProviderRequest {
  /** Position in the log, from 1. */
  readonly n: number;
  readonly deduplicated: boolean;
}

export interface ProviderState {
  readonly calls: ProviderCall[];
  readonly keys: Map<string, number>;
}

export const STEPS = ["reserve", "ship", "charge"] as const;

/** An empty provider. */
export function newProvider(): ProviderState {
  return { calls: [], keys: new Map() };
}

/** What a call is: an effect, unless its key was seen before. Pure, for whatever keeps the log. */
export function callOf(
  { n, isKnown }: { readonly n: number; readonly isKnown: boolean },
  request: ProviderRequest,
): ProviderCall {
  return { n, ...request, deduplicated: request.key !== undefined && isKnown };
}

/** Takes one call into a log in memory. */
export function handle(state: ProviderState, request: ProviderRequest): ProviderCall {
  const n = state.calls.length + 1;
  const call = callOf({ n, isKnown: request.key !== undefined && state.keys.has(request.key) }, request);
  if (request.key !== undefined && !call.deduplicated) state.keys.set(request.key, n);
  state.calls.push(call);
  return call;
}

/** What is wrong with a request body, or the request. */
export function parseRequest(step: string, body: unknown): ProviderRequest | string {
  if (!STEPS.some((known) => known === step))
    return `there is no step ${step}; the steps are ${STEPS.join(", ")}`;
  if (typeof body !== "object" || body === null) return "the body must be a JSON object";
  const { order, requestId, key } = body as Record<string, unknown>;
  if (typeof order !== "string" || order === "") return "order must be a string";
  if (typeof requestId !== "string" || requestId === "") return "requestId must be a string";
  if (key !== undefined && typeof key !== "string") return "key must be a string";
  return { step, order, requestId, ...(key === undefined ? {} : { key }) };
}
