// Room system: the messaging half with Lambda workers as data. A scenario names it and sets what it is about; nothing is started here.
import { readFileSync } from "node:fs";
import type { PatchOp, QueueSettings } from "../order-system.ts";
import type { DlqId, FunctionId, QueueId } from "./names.ts";

/** What a scenario may set of a function and of the mapping that feeds it. */
export interface FunctionSettings {
  /** Seconds. A queue that feeds it wants six times as much visibility (ESM-13), and gets it where the scenario does not set that. */
  readonly timeout?: number;
  readonly batchSize?: number;
  /** Seconds that a batch is waited for (ESM-03). */
  readonly window?: number;
  /** Of its mapping (ESM-16). */
  readonly maximumConcurrency?: number;
}

export type MessagingSettings = Partial<
  Record<QueueId, QueueSettings> &
    Record<DlqId, Pick<QueueSettings, "retention">> &
    Record<FunctionId, FunctionSettings>
>;

export interface MessagingSpec {
  readonly kind: "messaging";
  readonly settings: MessagingSettings;
}

const FED_BY: Readonly<Record<string, { readonly queue: QueueId; readonly mapping: string }>> = {
  InventoryWorker: { queue: "InventoryQueue", mapping: "InventoryMapping" },
  ShippingWorker: { queue: "ShippingQueue", mapping: "ShippingMapping" },
  LedgerWorker: { queue: "PaymentLedger", mapping: "LedgerMapping" },
};

/** AWS recommends a visibility of six times the function's timeout (ESM-13). */
const VISIBILITY_OF_TIMEOUT = 6;

/**
 * The order system's messaging half with Lambda workers, with what this scenario sets of it.
 *
 * @example messagingSystem({ InventoryQueue: { maxReceiveCount: 3 }, InventoryWorker: { timeout: seconds(2), batchSize: 1 } })
 * @since 0.1.0
 */
export function messagingSystem(settings: MessagingSettings = {}): MessagingSpec {
  return { kind: "messaging", settings };
}

/** The text of the template. */
export function loadMessagingTemplate(): string {
  return readFileSync(new URL("template.yaml", import.meta.url), "utf8");
}

/** The settings as operations on the template. */
export function messagingPatch(settings: MessagingSettings): readonly PatchOp[] {
  const entries = Object.entries<QueueSettings | FunctionSettings>(settings);
  return [
    // Functions first: a queue's own visibility counts more than what follows from a timeout.
    ...entries
      .filter(([id]) => isFunction(id))
      .flatMap(([id, set]) => functionPatch(id, set as FunctionSettings)),
    ...entries.filter(([id]) => !isFunction(id)).flatMap(([id, set]) => queuePatch(id, set as QueueSettings)),
  ];
}

const isFunction = (id: string): boolean => id in FED_BY || id === "Provider";

function functionPatch(id: string, set: FunctionSettings): PatchOp[] {
  const fed = FED_BY[id];
  const mapping = `/Resources/${fed?.mapping}/Properties`;
  const feeding = fed === undefined ? [] : [`/Resources/${fed.queue}/Properties/VisibilityTimeout`];
  const visibility = set.timeout === undefined ? undefined : set.timeout * VISIBILITY_OF_TIMEOUT;
  const scaling =
    set.maximumConcurrency === undefined ? undefined : { MaximumConcurrency: set.maximumConcurrency };
  return [
    ...setTo(set.timeout, `/Resources/${id}/Properties/Timeout`),
    ...feeding.flatMap((path) => setTo(visibility, path)),
    ...setTo(set.batchSize, `${mapping}/BatchSize`),
    ...setTo(set.window, `${mapping}/MaximumBatchingWindowInSeconds`),
    ...setTo(scaling, `${mapping}/ScalingConfig`),
  ];
}

function queuePatch(queue: string, set: QueueSettings): PatchOp[] {
  const properties = `/Resources/${queue}/Properties`;
  const worker = "/Metadata/Ordeal/Workers/OrdersWorker";
  const polled = queue === "OrdersQueue" ? set.visibility : undefined;
  const heartbeat = polled === undefined ? undefined : polled / 2;
  return [
    ...setTo(set.maxReceiveCount, `${properties}/RedrivePolicy/maxReceiveCount`),
    ...setTo(set.visibility, `${properties}/VisibilityTimeout`),
    ...setTo(set.delay, `${properties}/DelaySeconds`),
    ...setTo(set.retention, `${properties}/MessageRetentionPeriod`),
    ...setTo(polled?.toString(), `${worker}/env/VISIBILITY_S`),
    ...setTo(heartbeat?.toString(), `${worker}/env/HEARTBEAT_S`),
    ...setTo(heartbeat, `${worker}/heartbeatS`),
  ];
}

function setTo(value: PatchOp["value"] | undefined, path: string): PatchOp[] {
  return value === undefined ? [] : [{ op: "add", path, value }];
}
