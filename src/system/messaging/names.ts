// Room system: the names of the hops of src/system/messaging/template.yaml, written from it by node checks/system-names.ts --write. Do not edit.

/** @public */
export type TopicId = "OrderEvents";
/** @public */
export type QueueId = "OrdersQueue" | "InventoryQueue" | "ShippingQueue" | "PaymentLedger";
/** @public */
export type DlqId = "OrdersDlq" | "InventoryDlq" | "ShippingDlq" | "PaymentLedgerDlq";
/** @public */
export type WorkerId = "OrdersWorker";
/** @public */
export type FunctionId = "Provider" | "InventoryWorker" | "ShippingWorker" | "LedgerWorker";
