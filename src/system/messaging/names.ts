// Room system: the names of the hops of src/system/messaging/template.yaml, written from it by node checks/system-names.ts --write. Do not edit.

export type TopicId = "OrderEvents";
export type QueueId = "OrdersQueue" | "InventoryQueue" | "ShippingQueue" | "PaymentLedger";
export type DlqId = "OrdersDlq" | "InventoryDlq" | "ShippingDlq" | "PaymentLedgerDlq";
export type WorkerId = "OrdersWorker";
export type FunctionId = "Provider" | "InventoryWorker" | "ShippingWorker" | "LedgerWorker";
