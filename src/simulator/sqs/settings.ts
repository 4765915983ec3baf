// Room simulator/sqs: a queue's attributes as the service works with them: numbers, durations and policies instead of text.
import { isFields } from "../wire/index.ts";

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export interface RedriveAllowPolicy {
  readonly redrivePermission: "allowAll" | "denyAll" | "byQueue";
  readonly sourceQueueArns: readonly string[];
}

export interface Settings {
  readonly visibilityMs: number;
  readonly delayMs: number;
  readonly retentionMs: number;
  readonly waitMs: number;
  readonly maxBytes: number;
  readonly redrive: RedrivePolicy | undefined;
  readonly redriveAllow: RedriveAllowPolicy;
  readonly deduplicatesByContent: boolean;
  readonly deduplicatesByGroup: boolean;
}

export type Attributes = Readonly<Record<string, string>>;

export const DEFAULTS: Attributes = {
  VisibilityTimeout: "30",
  DelaySeconds: "0",
  MaximumMessageSize: "1048576",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  SqsManagedSseEnabled: "true",
};

export const FIFO_DEFAULTS: Attributes = {
  FifoQueue: "true",
  ContentBasedDeduplication: "false",
  DeduplicationScope: "queue",
  FifoThroughputLimit: "perQueue",
};

/** The attributes were checked when they were set. */
export function settingsOf(attributes: Attributes): Settings {
  return {
    visibilityMs: Number(attributes["VisibilityTimeout"]) * 1000,
    delayMs: Number(attributes["DelaySeconds"]) * 1000,
    retentionMs: Number(attributes["MessageRetentionPeriod"]) * 1000,
    waitMs: Number(attributes["ReceiveMessageWaitTimeSeconds"]) * 1000,
    maxBytes: Number(attributes["MaximumMessageSize"]),
    redrive: redriveOf(attributes["RedrivePolicy"]),
    redriveAllow: redriveAllowOf(attributes["RedriveAllowPolicy"]),
    deduplicatesByContent: attributes["ContentBasedDeduplication"] === "true",
    deduplicatesByGroup: attributes["DeduplicationScope"] === "messageGroup",
  };
}

/** The JSON object in a text, or undefined. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function redriveOf(text: string | undefined): RedrivePolicy | undefined {
  const policy = jsonObject(text ?? "");
  if (policy === undefined) return undefined;
  return {
    deadLetterTargetArn: String(policy["deadLetterTargetArn"]),
    maxReceiveCount: Number(policy["maxReceiveCount"]),
  };
}

/** DLQ-08. */
function redriveAllowOf(text: string | undefined): RedriveAllowPolicy {
  const policy = jsonObject(text ?? "") ?? {};
  const permission = policy["redrivePermission"];
  const arns: readonly unknown[] = Array.isArray(policy["sourceQueueArns"]) ? policy["sourceQueueArns"] : [];
  return {
    redrivePermission: permission === "denyAll" || permission === "byQueue" ? permission : "allowAll",
    sourceQueueArns: arns.map(String),
  };
}
