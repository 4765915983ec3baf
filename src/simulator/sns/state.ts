// Room simulator/sns: what SNS knows. It changes only in evolve.ts, by events; everything else reads it.
import type { FilterPolicy } from "../matching/filter-policy.ts";
import type { MessageAttributes } from "./message-attributes.ts";

export interface Topic {
  readonly arn: string;
  /** Tells a topic from one of the same name before it: ids derive from it. */
  readonly serial: number;
  readonly isFifo: boolean;
  /** Only what was set; defaults are topic-attributes.ts. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  /** Messages accepted so far; message ids and sequence numbers derive from it. */
  readonly published: number;
  readonly subscriptionsDeleted: number;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly topicSerial: number;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly owner: string;
  /** Only what was set. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The policy in `attributes`, compiled once. */
  readonly filter: FilterPolicy | undefined;
  readonly isConfirmed: boolean;
  readonly token: string;
  readonly tokenUntilMs: number;
}

export type Protocol = "sqs" | "lambda" | "email" | "email-json" | "sms" | "application";

/** An accepted message as every subscriber gets it, before protocol and envelope. */
export interface Message {
  readonly messageId: string;
  /** The topic, or the phone number or endpoint of a direct publish. */
  readonly target: string;
  readonly body: string;
  /** MessageStructure json: the body for each protocol, `default` among them. */
  readonly bodies: ReadonlyMap<string, string> | undefined;
  readonly subject: string | undefined;
  readonly attributes: MessageAttributes;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  readonly traceHeader: string | undefined;
  readonly publishedAtMs: number;
}

/** What a FIFO topic remembers of a message for five minutes (SNS-27). */
export interface Deduplicated {
  readonly messageId: string;
  readonly sequenceNumber: string | undefined;
  readonly untilMs: number;
}

/** A push service's application, or one device of it; credentials are taken and not kept. */
export interface PlatformApplication {
  readonly arn: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface PlatformEndpoint extends PlatformApplication {
  readonly applicationArn: string;
}

export interface SnsState {
  readonly topics: ReadonlyMap<string, Topic>;
  readonly topicsMade: number;
  readonly subscriptions: ReadonlyMap<string, Subscription>;
  /** The subscriptions of a topic that stands, by its ARN. */
  readonly byTopic: ReadonlyMap<string, ReadonlySet<string>>;
  readonly subscriptionsMade: number;
  readonly deduplicated: ReadonlyMap<string, Deduplicated>;
  /** Messages published to a phone or an endpoint, not to a topic. */
  readonly directMessages: number;
  readonly applications: ReadonlyMap<string, PlatformApplication>;
  readonly endpoints: ReadonlyMap<string, PlatformEndpoint>;
  readonly endpointsMade: number;
  /** By region and account, as `placeOf` writes it. */
  readonly smsAttributes: ReadonlyMap<string, ReadonlyMap<string, string>>;
}
