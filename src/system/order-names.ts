// Room system: the names of the hops of src/system/template.yaml, written from it by node checks/system-names.ts --write. Do not edit.

export type TopicId = "OrderEvents";
export type QueueId = "InventoryQueue" | "ShippingQueue" | "PaymentLedger";
export type DlqId = "InventoryDlq" | "ShippingDlq" | "PaymentLedgerDlq";
export type WorkerId = "InventoryWorker" | "ShippingWorker" | "LedgerWorker";
