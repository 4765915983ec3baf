// Room simulator/sns: what SNS needs of the world around it. The simulator gives it these; tests give small ones.
import type { Clock } from "../../box/clock.ts";
import type { MessageAttributes } from "./message-attributes.ts";
import type { SnsEvent } from "./events.ts";

/** What is put into a queue. */
export interface QueueMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly traceHeader: string | undefined;
}

/** Who puts it there: what a queue's policy decides on. */
export interface Sender {
  readonly service: "sns.amazonaws.com";
  /** The topic. */
  readonly sourceArn: string;
  readonly account: string;
}

/** `refused` is a client-side error (no such queue, denied by policy) and is not tried again; `failed` is the server's (SNS-22). */
export type Outcome =
  | { readonly kind: "ok" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

export interface SnsPorts {
  readonly clock: Clock;
  readonly seed: string;
  readonly log: (event: SnsEvent) => void;
  readonly deliver: (queueArn: string, message: QueueMessage, from: Sender) => Outcome;
  /** Invokes a function asynchronously, if its policy lets SNS; undefined where there are no functions. */
  readonly invoke?: (functionArn: string, payload: string, from: Sender) => Outcome | undefined;
}
