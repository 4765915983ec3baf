// Room simulator/sns: state after an event. The maps are this file's own and are changed in place (a copy per event would make a
// world of ten thousand topics quadratic); records in them are replaced, never changed.
import { compileFilterPolicy, type FilterPolicy } from "../matching/filter-policy.ts";
import type { Published, SnsEvent, Subscribed } from "./events.ts";
import { DEDUPLICATION_MS } from "./limits.ts";
import type {
  Deduplicated,
  PlatformApplication,
  PlatformEndpoint,
  SnsState,
  Subscription,
  Topic,
} from "./state.ts";

/** The state with a hand to change it; only `evolve` is given one. */
export interface Store extends SnsState {
  readonly topics: Map<string, Topic>;
  topicsMade: number;
  readonly subscriptions: Map<string, Subscription>;
  readonly byTopic: Map<string, Set<string>>;
  subscriptionsMade: number;
  readonly deduplicated: Map<string, Deduplicated>;
  directMessages: number;
  readonly applications: Map<string, PlatformApplication>;
  readonly endpoints: Map<string, PlatformEndpoint>;
  endpointsMade: number;
  readonly smsAttributes: Map<string, ReadonlyMap<string, string>>;
}

export const emptyStore = (): Store => ({
  topics: new Map(),
  topicsMade: 0,
  subscriptions: new Map(),
  byTopic: new Map(),
  subscriptionsMade: 0,
  deduplicated: new Map(),
  directMessages: 0,
  applications: new Map(),
  endpoints: new Map(),
  endpointsMade: 0,
  smsAttributes: new Map(),
});

/** Applies one event. Events of a delivery change nothing here: what they did is in the queue or in the outbox. */
export function evolve(store: Store, event: SnsEvent): void {
  switch (event.kind) {
    case "sns.topic-created":
      store.topicsMade += 1;
      store.byTopic.set(event.topicArn, new Set());
      store.topics.set(event.topicArn, {
        arn: event.topicArn,
        serial: store.topicsMade,
        isFifo: event.isFifo,
        attributes: new Map(Object.entries(event.attributes)),
        tags: new Map(Object.entries(event.tags)),
        published: 0,
        subscriptionsDeleted: 0,
      });
      return;
    case "sns.topic-deleted":
      // Its subscriptions stand as orphans, as on AWS, until each is unsubscribed; a new topic of the name does not have them.
      store.topics.delete(event.topicArn);
      store.byTopic.delete(event.topicArn);
      return;
    case "sns.topic-attribute-set":
      changeTopic(store, event.topicArn, ({ attributes }) => ({
        attributes: withEntry(attributes, event.name, event.value),
      }));
      return;
    case "sns.tagged":
      changeTopic(store, event.topicArn, ({ tags }) => ({
        tags: new Map([...tags, ...Object.entries(event.tags)]),
      }));
      return;
    case "sns.untagged":
      changeTopic(store, event.topicArn, ({ tags }) => ({
        tags: new Map([...tags].filter(([key]) => !event.keys.includes(key))),
      }));
      return;
    case "sns.subscribed":
      subscribed(store, event);
      return;
    case "sns.subscription-confirmed":
      changeSubscription(store, event.subscriptionArn, () => ({ isConfirmed: true }));
      return;
    case "sns.unsubscribed":
      unsubscribed(store, event.subscriptionArn);
      return;
    case "sns.subscription-attribute-set":
      changeSubscription(store, event.subscriptionArn, (subscription) => {
        const attributes = withEntry(subscription.attributes, event.name, event.value);
        return { attributes, filter: filterOf(attributes) };
      });
      return;
    case "sns.published":
      published(store, event);
      return;
    case "sns.application-created":
      store.applications.set(event.arn, {
        arn: event.arn,
        attributes: new Map(Object.entries(event.attributes)),
      });
      return;
    case "sns.application-deleted":
      store.applications.delete(event.arn);
      return;
    case "sns.application-attributes-set":
      addAttributes(store.applications, event.arn, event.attributes);
      return;
    case "sns.endpoint-created":
      store.endpointsMade += 1;
      store.endpoints.set(event.arn, {
        arn: event.arn,
        applicationArn: event.applicationArn,
        attributes: new Map(Object.entries(event.attributes)),
      });
      return;
    case "sns.endpoint-deleted":
      store.endpoints.delete(event.arn);
      return;
    case "sns.endpoint-attributes-set":
      addAttributes(store.endpoints, event.arn, event.attributes);
      return;
    case "sns.sms-attributes-set": {
      const before = store.smsAttributes.get(event.place) ?? [];
      store.smsAttributes.set(event.place, new Map([...before, ...Object.entries(event.attributes)]));
      return;
    }
    case "sns.filtered":
    case "sns.delivered":
    case "sns.delivery-failed":
    case "sns.dead-lettered":
    case "sns.lost":
    case "sns.outbox":
      return;
  }
}

function subscribed(store: Store, event: Subscribed): void {
  const attributes = new Map(Object.entries(event.attributes));
  store.subscriptionsMade += 1;
  store.byTopic.get(event.topicArn)?.add(event.subscriptionArn);
  store.subscriptions.set(event.subscriptionArn, {
    arn: event.subscriptionArn,
    topicArn: event.topicArn,
    topicSerial: store.topics.get(event.topicArn)?.serial ?? 0,
    protocol: event.protocol,
    endpoint: event.endpoint,
    owner: event.owner,
    attributes,
    filter: filterOf(attributes),
    isConfirmed: event.isConfirmed,
    token: event.token,
    tokenUntilMs: event.tokenUntilMs,
  });
}

function unsubscribed(store: Store, subscriptionArn: string): void {
  const subscription = store.subscriptions.get(subscriptionArn);
  if (subscription === undefined) return;
  store.subscriptions.delete(subscriptionArn);
  const wasOfThisTopic = store.byTopic.get(subscription.topicArn)?.delete(subscriptionArn) ?? false;
  if (wasOfThisTopic)
    changeTopic(store, subscription.topicArn, ({ subscriptionsDeleted }) => ({
      subscriptionsDeleted: subscriptionsDeleted + 1,
    }));
}

function published(store: Store, { message, deduplicationKey }: Published): void {
  const topic = store.topics.get(message.target);
  if (topic === undefined) store.directMessages += 1;
  else store.topics.set(topic.arn, { ...topic, published: topic.published + 1 });
  if (deduplicationKey === undefined) return;
  forget(store.deduplicated, message.publishedAtMs);
  store.deduplicated.delete(deduplicationKey); // so that the map stays in the order of time
  store.deduplicated.set(deduplicationKey, {
    messageId: message.messageId,
    sequenceNumber: message.sequenceNumber,
    untilMs: message.publishedAtMs + DEDUPLICATION_MS,
  });
}

/** The map is in the order of time, so what is over stands first. */
function forget(deduplicated: Map<string, Deduplicated>, nowMs: number): void {
  for (const [key, { untilMs }] of deduplicated) {
    if (untilMs > nowMs) return;
    deduplicated.delete(key);
  }
}

function changeTopic(store: Store, arn: string, change: (topic: Topic) => Partial<Topic>): void {
  const topic = store.topics.get(arn);
  if (topic !== undefined) store.topics.set(arn, { ...topic, ...change(topic) });
}

function changeSubscription(
  store: Store,
  arn: string,
  change: (subscription: Subscription) => Partial<Subscription>,
): void {
  const subscription = store.subscriptions.get(arn);
  if (subscription !== undefined) store.subscriptions.set(arn, { ...subscription, ...change(subscription) });
}

function addAttributes<T extends PlatformApplication>(
  of: Map<string, T>,
  arn: string,
  attributes: Readonly<Record<string, string>>,
): void {
  const one = of.get(arn);
  if (one !== undefined)
    of.set(arn, { ...one, attributes: new Map([...one.attributes, ...Object.entries(attributes)]) });
}

function withEntry(
  map: ReadonlyMap<string, string>,
  name: string,
  value: string | undefined,
): ReadonlyMap<string, string> {
  const next = new Map(map);
  if (value === undefined) next.delete(name);
  else next.set(name, value);
  return next;
}

function filterOf(attributes: ReadonlyMap<string, string>): FilterPolicy | undefined {
  const policy = attributes.get("FilterPolicy");
  if (policy === undefined) return undefined;
  const inBody = attributes.get("FilterPolicyScope") === "MessageBody";
  return compileFilterPolicy(policy, inBody ? "MessageBody" : "MessageAttributes");
}
