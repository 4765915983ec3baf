// Room system: what stands around business code that knows nothing of it: faults by order, and evidence of what was received and what
// came of it.
import { setTimeout as sleep } from "node:timers/promises";
import { type EvidenceLine, shaOf, tell } from "./evidence.ts";
import { strikes, type Switch, switchesOf } from "./switches.ts";

/** What of Lambda's context is used. */
export interface Context {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly invokedFunctionArn: string;
}

/** One record of an event of SQS (ESM-21). */
export interface SqsRecord {
  readonly messageId: string;
  readonly body: string;
  readonly eventSourceARN: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** One received message with its order. */
export interface Delivery {
  readonly messageId: string;
  readonly body: string;
  readonly order: string;
  readonly customer: string;
  readonly receives: number;
  readonly groupId: string | undefined;
  /** Of this one message in this one invocation. */
  readonly requestId: string;
  readonly queueArn: string;
}

/** Runs business code for one delivery under the faults for its order. */
export type Attempt = (delivery: Delivery, work: () => Promise<void>) => Promise<void>;

/** What a function does with a batch: those that failed, with why. What it throws fails the whole batch (ESM-09). */
export type BatchWork = (
  batch: readonly Delivery[],
  attempt: Attempt,
) => Promise<ReadonlyMap<Delivery, unknown>>;

export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** A handler of batches of SQS that answers which messages failed (ESM-06). */
export function onBatch(
  work: BatchWork,
): (event: { readonly Records: readonly SqsRecord[] }, context: Context) => Promise<BatchAnswer> {
  return async ({ Records }, context) => {
    const batch = Records.map((record, index) => deliveryOf(record, `${context.awsRequestId}.${index}`));
    const seen = await tell(batch.map(sightingOf));
    const numbers = new Map(batch.map((one, index) => [one, seen[index]] as const));
    const rules = await switchesOf(context.functionName);
    const outcomes = (failed: ReadonlyMap<Delivery, unknown>) =>
      tell(batch.map((one) => outcomeOf(one, numbers.get(one), failed.get(one), context)));
    try {
      const failed = await work(batch, (one, business) =>
        underFaults({ ...one, ref: numbers.get(one) }, rules, context, business),
      );
      await outcomes(failed);
      return {
        batchItemFailures: [...failed.keys()].map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
    } catch (error) {
      await outcomes(new Map(batch.map((one) => [one, error ?? new Error("nothing was thrown")])));
      throw error;
    }
  };
}

/** Lets the switches strike around `work`, in the order of the plan; `fail` and `slow` before it. */
export async function underFaults<T>(
  {
    order,
    receives,
    ref,
  }: { readonly order: string; readonly receives: number; readonly ref?: number | undefined },
  rules: readonly Switch[],
  context: Context,
  work: () => Promise<T>,
): Promise<T> {
  const struck = async (one: Switch): Promise<boolean> => {
    if (!(await strikes(one, order, receives))) return false;
    const data = { id: one.id };
    const line = { kind: "fault.struck", where: context.invokedFunctionArn, order, ref, data } as const;
    await tell([line]);
    return true;
  };
  for (const one of rules) {
    if (one.fault === "crash-after" || !(await struck(one))) continue;
    if (one.fault === "slow") await sleep(one.slowMs ?? 1_000);
    if (one.fault === "crash-before") process.exit(1);
    if (one.fault === "fail") throw new InjectedError(one.error ?? "Error", order);
  }
  const done = await work();
  for (const one of rules) if (one.fault === "crash-after" && (await struck(one))) process.exit(1);
  return done;
}

/** A handler's error of the type that the fault names. */
class InjectedError extends Error {
  constructor(type: string, order: string) {
    super(`injected: ${type} for ${order}`);
    this.name = type;
  }
}

function deliveryOf({ messageId, body, attributes, eventSourceARN }: SqsRecord, requestId: string): Delivery {
  return {
    messageId,
    body,
    ...readOrder(body),
    receives: Number(attributes.ApproximateReceiveCount ?? 1),
    groupId: attributes.MessageGroupId,
    requestId,
    queueArn: eventSourceARN,
  };
}

function readOrder(body: string): { order: string; customer: string } {
  try {
    const value = JSON.parse(body) as { orderId?: unknown; customer?: unknown };
    return { order: String(value.orderId ?? ""), customer: String(value.customer ?? "") };
  } catch {
    return { order: "", customer: "" };
  }
}

function sightingOf({ messageId, receives, body, groupId, order, queueArn }: Delivery): EvidenceLine {
  const group = groupId === undefined ? {} : { groupId };
  const data = { messageId, receives, by: "consumer", bodySha: shaOf(body), body, ...group };
  return { kind: "message.seen", where: queueArn, order, data };
}

function outcomeOf(
  { requestId, order, messageId }: Delivery,
  ref: number | undefined,
  error: unknown,
  { awsRequestId, invokedFunctionArn }: Context,
): EvidenceLine {
  const failure =
    error === undefined
      ? { outcome: "ok" }
      : { outcome: "error", errorType: error instanceof Error ? error.name : "Error" };
  const data = { requestId, ...failure, batch: awsRequestId, messageId };
  return { kind: "call.seen", where: invokedFunctionArn, order, ref, data };
}
