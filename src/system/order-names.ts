// Room system: the names of the hops of src/system/template.yaml, written from it by node checks/system-names.ts --write. Do not edit.

/** @public */
export type TopicId = "OrderEvents";
/** @public */
export type QueueId = "InventoryQueue" | "ShippingQueue" | "PaymentLedger";
/** @public */
export type DlqId = "InventoryDlq" | "ShippingDlq" | "PaymentLedgerDlq";
/** @public */
export type WorkerId = "InventoryWorker" | "ShippingWorker" | "LedgerWorker";
