// Room simulator/sns: what can happen, as data. These events are the service's part of the simulator's log.
import type { Message, Protocol } from "./state.ts";

export type Named = Readonly<Record<string, string>>;

export interface TopicCreated {
  readonly kind: "sns.topic-created";
  readonly topicArn: string;
  readonly isFifo: boolean;
  readonly attributes: Named;
  readonly tags: Named;
}

export interface Subscribed {
  readonly kind: "sns.subscribed";
  readonly subscriptionArn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly owner: string;
  readonly attributes: Named;
  readonly isConfirmed: boolean;
  readonly token: string;
  readonly tokenUntilMs: number;
}

export interface Published {
  readonly kind: "sns.published";
  readonly message: Message;
  /** Under which a FIFO topic knows the message again. */
  readonly deduplicationKey: string | undefined;
}

/** Of one message on its way to one subscription; `attempt` counts from 1. */
interface OfDelivery {
  readonly messageId: string;
  readonly subscriptionArn: string;
  readonly endpoint: string;
}

/** What would have left AWS for a person or a device. */
export interface OutboxEntry {
  readonly channel: "email" | "sms" | "push";
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  readonly messageId: string;
  readonly topicArn?: string;
  readonly atMs: number;
}

export type SnsEvent =
  | TopicCreated
  | { readonly kind: "sns.topic-deleted"; readonly topicArn: string }
  | {
      readonly kind: "sns.topic-attribute-set";
      readonly topicArn: string;
      readonly name: string;
      /** Undefined: back to the default. */
      readonly value: string | undefined;
    }
  | { readonly kind: "sns.tagged"; readonly topicArn: string; readonly tags: Named }
  | { readonly kind: "sns.untagged"; readonly topicArn: string; readonly keys: readonly string[] }
  | Subscribed
  | { readonly kind: "sns.subscription-confirmed"; readonly subscriptionArn: string }
  | { readonly kind: "sns.unsubscribed"; readonly subscriptionArn: string }
  | {
      readonly kind: "sns.subscription-attribute-set";
      readonly subscriptionArn: string;
      readonly name: string;
      readonly value: string | undefined;
    }
  | { readonly kind: "sns.application-created"; readonly arn: string; readonly attributes: Named }
  | { readonly kind: "sns.application-deleted"; readonly arn: string }
  | { readonly kind: "sns.application-attributes-set"; readonly arn: string; readonly attributes: Named }
  | {
      readonly kind: "sns.endpoint-created";
      readonly arn: string;
      readonly applicationArn: string;
      readonly attributes: Named;
    }
  | { readonly kind: "sns.endpoint-deleted"; readonly arn: string }
  | { readonly kind: "sns.endpoint-attributes-set"; readonly arn: string; readonly attributes: Named }
  | { readonly kind: "sns.sms-attributes-set"; readonly place: string; readonly attributes: Named }
  | Published
  | ({ readonly kind: "sns.filtered" } & OfDelivery)
  | ({ readonly kind: "sns.delivered"; readonly attempt: number } & OfDelivery)
  | ({
      readonly kind: "sns.delivery-failed";
      readonly attempt: number;
      readonly reason: string;
      /** Undefined: not tried again. */
      readonly retryAfterMs: number | undefined;
    } & OfDelivery)
  | ({ readonly kind: "sns.dead-lettered"; readonly queueArn: string; readonly reason: string } & OfDelivery)
  | ({ readonly kind: "sns.lost"; readonly reason: string } & OfDelivery)
  | ({ readonly kind: "sns.outbox" } & OutboxEntry);
