// Room target: what a probe of a target answers.
import { randomBytes } from "node:crypto";
import type { Control } from "../clients.ts";

export interface Ability {
  readonly has: boolean;
  readonly evidence: string;
}

export type NeedProbe = (clients: Control) => Promise<Ability>;

/** How long one long poll waits for a control; a local emulator delivers in milliseconds. */
export const CONTROL_WAIT_S = 2;

export function probeName(): string {
  return `ordeal-probe-${randomBytes(4).toString("hex")}`;
}

/** Tags as SNS and DynamoDB take them. */
export function tagList(tags: Control["tags"]): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Whether the calls that functions make pass the gate of faults. */
export const FUNCTION_GATE = "gate.functions";
/** Whether the runtime of functions brings the AWS SDK along. */
export const FUNCTION_SDK = "sdk.functions";
