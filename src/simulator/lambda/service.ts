// Room simulator/lambda: the service: a request is routed and decided, its events are logged and applied; invocations run beside.
import type { RestService } from "../wire/index.ts";
import {
  AwsError,
  type Call,
  type Caller,
  type Fields,
  notImplemented,
  type WireResponse,
} from "../wire/index.ts";
import type { AnyLambdaAction } from "./action.ts";
import { createAsyncQueue } from "./async-queue.ts";
import { invalidParameter, LambdaError } from "./errors.ts";
import type { LambdaEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import { inputOfFields, invoke, invokeFields, invokeResponse, readInvoke } from "./invoke.ts";
import { createInvoker } from "./invoker.ts";
import { createMappings } from "./mapping/mappings.ts";
import { split, versionOf } from "./names.ts";
import { mayInvoke, type Requester } from "./resource-policy.ts";
import type { LambdaPorts } from "./ports.ts";
import { actions } from "./registry.ts";
import { createRouter } from "./router.ts";
import { emptyStore, type LambdaState, type Version } from "./state.ts";

export interface Lambda extends RestService {
  readonly state: LambdaState;
  /** Something happened to a queue that a mapping may poll. */
  readonly stirred: (queueArn: string) => void;
  /** What a service inside AWS invokes a function with, asynchronously; the function's policy decides. */
  readonly deliver: (functionArn: string, payload: string, from: Requester) => Delivered;
  readonly call: (operation: string, input: Fields, caller: Caller) => Promise<Fields>;
}

export type Delivered = { readonly kind: "ok" } | { readonly kind: "refused"; readonly reason: string };

const INVOKE = "Invoke";

/**
 * A Lambda whose time, randomness and runtime are the caller's.
 *
 * @example
 * const lambda = createLambda({ clock, seed: "1", log: () => {}, internal, runtime: createBoxRuntime(world) });
 */
export function createLambda(ports: LambdaPorts): Lambda {
  const { clock, seed, internal } = ports;
  const store = emptyStore();
  const record = (event: LambdaEvent): void => {
    evolve(store, event);
    ports.log(event);
    if (event.kind === "lambda.function-updated" || event.kind === "lambda.function-deleted")
      invoker.retire(event.functionArn);
    mappings.changed(event);
    if ("latest" in event) becomesUsable(event.functionArn, event.latest);
  };
  /** State is told by the clock alone; the timer is there so that a drain, or whoever moves time by hand, comes to that moment. */
  const becomesUsable = (functionArn: string, { activeAtMs, updatedAtMs }: Version): void => {
    const waitMs = Math.max(activeAtMs, updatedAtMs ?? 0) - clock.nowMs();
    const what = `${functionArn} becoming usable`;
    if (waitMs > 0) clock.after(waitMs, { actor: "lambda", foreground: true, what }, () => {});
  };
  const invoker = createInvoker(ports, store, record);
  const queue = createAsyncQueue(ports, store, invoker, record);
  const mappings = createMappings({ ports, state: store, invoker, tell: queue.tell, record });
  const parts = { state: store, invoker, queue };
  const router = createRouter(actions.values());

  const callOf = ({ region, account, baseUrl, protocol, traceHeader, actor }: Caller): Call => {
    const now = { nowMs: clock.nowMs(), epochMs: clock.epochMs };
    return { region, account, baseUrl, protocol, traceHeader, actor, seed, ...now };
  };

  async function run(action: AnyLambdaAction, fields: Fields, caller: Caller): Promise<Fields> {
    const input = fields as Parameters<AnyLambdaAction["decide"]>[1]; // read by the shape of this very action
    const gathered = await action.gather?.(input, callOf(caller), internal, store);
    const { events, answer } = action.decide(store, input, callOf(caller), gathered ?? {});
    checkRole(fields, ports);
    for (const event of events) record(event);
    return answer as Fields;
  }

  return {
    name: "lambda",
    operations: new Map<string, Pick<AnyLambdaAction, "extent">>([...actions, [INVOKE, {}]]),
    state: store,
    stirred: mappings.stirred,
    deliver(functionArn, payload, from) {
      const [base, qualifier] = split(functionArn);
      const fn = store.functions.get(base);
      if (fn === undefined || versionOf(fn, qualifier) === undefined)
        return { kind: "refused", reason: `the function ${functionArn} does not exist` };
      if (!mayInvoke(fn, qualifier, from))
        return {
          kind: "refused",
          reason: `the policy of ${functionArn} does not allow ${from.service} to invoke it for ${from.sourceArn}`,
        };
      queue.enqueue({ target: { fn, qualifier, arn: functionArn }, payload, source: from.sourceArn });
      return { kind: "ok" };
    },
    async call(operation, fields, caller) {
      if (operation === INVOKE)
        return invokeFields(await invoke(inputOfFields(fields), callOf(caller), parts));
      const action = actions.get(operation);
      if (action === undefined) throw notImplemented("lambda", operation);
      return run(action, fields, caller);
    },
    async respond(request, caller) {
      try {
        const asked = readInvoke(request);
        if (asked !== undefined)
          return invokeResponse(await invoke(asked, callOf(caller), parts), caller.requestId);
        const routed = router.route(request);
        if (routed === undefined) throw notImplemented("lambda", router.nameOf(request));
        const answer = await run(routed.action, routed.fields, caller);
        return success(routed.action.route.status, answer, caller.requestId);
      } catch (error) {
        return refusalOf(error, caller.requestId);
      }
    },
  };
}

/** Of CreateFunction and UpdateFunctionConfiguration, the only actions with a role (message: Lambda, troubleshooting, read 2026-11-25). */
function checkRole({ Role }: Fields, { mayAssume }: LambdaPorts): void {
  if (typeof Role === "string" && mayAssume?.(Role) === false)
    throw invalidParameter("The role defined for the function cannot be assumed by Lambda.");
}

const encoder = new TextEncoder();

function success(status: number, answer: Fields, requestId: string): WireResponse {
  const headers = { "content-type": "application/json", "x-amzn-requestid": requestId };
  return { status, headers, body: encoder.encode(status === 204 ? "" : JSON.stringify(answer)) };
}

/** `Message` where the model says so, `message` everywhere else. */
const CAPITAL = new Set(["ResourceNotFoundException", "ServiceException"]);

function refusalOf(error: unknown, requestId: string): WireResponse {
  const known = error instanceof AwsError ? error : fault(error);
  const { code, status, message, senderFault } = known;
  const fields = {
    Type: senderFault ? "User" : "Service",
    [CAPITAL.has(code) ? "Message" : "message"]: message,
    ...(known instanceof LambdaError ? known.fields : {}),
  };
  return {
    status,
    headers: {
      "content-type": "application/json",
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": code,
    },
    body: encoder.encode(JSON.stringify(fields)),
  };
}

function fault(error: unknown): AwsError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError("ServiceException", `a fault in the simulator: ${text}`, { status: 500 });
}
