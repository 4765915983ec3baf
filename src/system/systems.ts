// Room system: which systems there are, as data: what a scenario's `system:` may be.
import { loadMessagingTemplate, messagingPatch, type MessagingSpec } from "./messaging/messaging-system.ts";
import { loadOrderTemplate, type OrderSpec, type PatchOp, settingsToPatch } from "./order-system.ts";

/** The system under test and what a scenario sets of it: `orderSystem()` or `messagingSystem()`. */
export type SystemSpec = OrderSpec | MessagingSpec;
export type SystemKind = SystemSpec["kind"];

/** The text of its template, where that stands, and the scenario's settings as operations on it. */
export function systemSource(spec: SystemSpec): {
  readonly text: string;
  /** Paths in the template are relative to it. */
  readonly folder: URL;
  readonly patch: readonly PatchOp[];
} {
  switch (spec.kind) {
    case "order":
      return {
        text: loadOrderTemplate(),
        folder: new URL("./", import.meta.url),
        patch: settingsToPatch(spec.settings),
      };
    case "messaging":
      return {
        text: loadMessagingTemplate(),
        folder: new URL("messaging/", import.meta.url),
        patch: messagingPatch(spec.settings),
      };
  }
}
