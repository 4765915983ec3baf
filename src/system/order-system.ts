// Room system: the order system as data. A scenario names it and sets what it is about; nothing is started here.
import { readFileSync } from "node:fs";

import type { DlqId, QueueId, WorkerId } from "./order-names.ts";

/** An order as it travels: the body of every message. */
export interface OrderBody {
  readonly orderId: string;
  readonly customer: string;
  readonly sku: string;
  readonly quantity: number;
  readonly order_value: number;
  readonly event_type: string;
  readonly shipping_type?: string;
}

export interface QueueSettings {
  /** Receives before a message is parked (DLQ-01). */
  readonly maxReceiveCount?: number;
  /** Visibility timeout in seconds (SQS-03); its worker extends by the same. */
  readonly visibility?: number;
  /** Delay of every message in seconds (SQS-22). */
  readonly delay?: number;
  /** Seconds after which a message is gone, whoever did not receive it (SQS-20, DLQ-04). */
  readonly retention?: number;
}

export type SystemSettings = Partial<
  Record<QueueId, QueueSettings> & Record<DlqId, Pick<QueueSettings, "retention">>
>;

export interface OrderSpec {
  readonly kind: "order";
  readonly settings: SystemSettings;
}

/** An operation on a template. */
export interface PatchOp {
  readonly op: "add" | "replace";
  readonly path: string;
  readonly value: string | number | { readonly [key: string]: number };
}

const WORKER_OF: Record<QueueId, WorkerId> = {
  InventoryQueue: "InventoryWorker",
  ShippingQueue: "ShippingWorker",
  PaymentLedger: "LedgerWorker",
};

/**
 * The order system, with what this scenario sets of it.
 *
 * @example orderSystem({ InventoryQueue: { maxReceiveCount: 3, visibility: seconds(2) } })
 * @since 0.1.0
 */
export function orderSystem(settings: SystemSettings = {}): OrderSpec {
  return { kind: "order", settings };
}

/** The text of the template. */
export function loadOrderTemplate(): string {
  return readFileSync(new URL("template.yaml", import.meta.url), "utf8");
}

/** The settings as operations on the template. */
export function settingsToPatch(settings: SystemSettings): readonly PatchOp[] {
  return Object.entries<QueueSettings>(settings).flatMap(([queue, set]) => {
    const properties = `/Resources/${queue}/Properties`;
    const worker = `/Metadata/Ordeal/Workers/${WORKER_OF[queue as QueueId]}`;
    return [
      ...replaceIf(set.maxReceiveCount, [`${properties}/RedrivePolicy/maxReceiveCount`]),
      ...replaceIf(set.visibility, [`${properties}/VisibilityTimeout`]),
      ...replaceIf(set.visibility === undefined ? undefined : String(set.visibility), [
        `${worker}/env/VISIBILITY_S`,
      ]),
      ...replaceIf(set.visibility === undefined ? undefined : String(set.visibility / 2), [
        `${worker}/env/HEARTBEAT_S`,
      ]),
      ...replaceIf(set.visibility === undefined ? undefined : set.visibility / 2, [`${worker}/heartbeatS`]),
      ...replaceIf(set.delay, [`${properties}/DelaySeconds`]),
      ...replaceIf(set.retention, [`${properties}/MessageRetentionPeriod`]),
    ];
  });
}

function replaceIf(value: string | number | undefined, paths: readonly string[]): PatchOp[] {
  return value === undefined ? [] : paths.map((path) => ({ op: "add" as const, path, value }));
}
