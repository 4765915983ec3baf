// Room simulator/sns: Subscribe. Idempotent where the attributes agree (SNS-32); a person's address waits for confirmation, a queue of
// the account does not.
import { keyedUuid } from "../../../box/keyed.ts";
import { action, type Call, type SnsDecision } from "../action.ts";
import { checkEndpoint, readProtocol } from "../endpoint.ts";
import { invalidParameter } from "../errors.ts";
import { AwsError } from "../../wire/index.ts";
import type { Named, SnsEvent, Subscribed } from "../events.ts";
import { findTopic } from "../find.ts";
import { isRecord, parsed } from "../json-text.ts";
import { MAX_FILTER_POLICIES_PER_TOPIC, TOKEN_MS } from "../limits.ts";
import { confirmationMail } from "../mail.ts";
import { shapes } from "../shape.ts";
import type { Protocol, SnsState, Subscription } from "../state.ts";
import {
  type Holder,
  storedSubscriptionAttribute,
  SUBSCRIPTION_DEFAULTS,
} from "../subscription-attributes.ts";
import { tokenOf } from "../token.ts";

const PENDING = "pending confirmation";

export const subscribe = action({
  name: "Subscribe",
  input: {
    TopicArn: "string",
    Protocol: "string",
    Endpoint: "string",
    Attributes: shapes.strings,
    ReturnSubscriptionArn: "boolean",
  },
  output: { SubscriptionArn: "string" },
  decide(state, { TopicArn, Protocol, Endpoint = "", Attributes = {}, ReturnSubscriptionArn = false }, call) {
    const topic = findTopic(state, TopicArn, call);
    const protocol = readProtocol(Protocol);
    checkEndpoint(topic.arn, protocol, Endpoint);
    const holder = { topicArn: topic.arn, protocol, endpoint: Endpoint, attributes: Attributes };
    const attributes = readAttributes(holder);
    const standing = findSame(state, holder);
    if (standing !== undefined) return again(standing, attributes, call, ReturnSubscriptionArn);
    if (attributes["FilterPolicy"] !== undefined) checkFilterCount(state, topic.arn);
    const subscribed = subscriptionOf(state, holder, attributes, call);
    const mail = subscribed.isConfirmed ? [] : [confirmationMail(subscribed, call)];
    return decision([subscribed, ...mail], subscribed, ReturnSubscriptionArn);
  },
});

function readAttributes(holder: Holder): Named {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(holder.attributes)) {
    const stored = storedSubscriptionAttribute(name, value, holder, "Subscribe");
    if (stored !== undefined) read[name] = stored;
  }
  return read;
}

function subscriptionOf(
  state: SnsState,
  { topicArn, protocol, endpoint }: Holder,
  attributes: Named,
  { seed, account, nowMs }: Call,
): Subscribed {
  const serial = state.subscriptionsMade + 1;
  return {
    kind: "sns.subscribed",
    subscriptionArn: `${topicArn}:${keyedUuid(seed, "sns.subscription", serial)}`,
    topicArn,
    protocol,
    endpoint,
    owner: account,
    attributes,
    isConfirmed: !waitsForConfirmation(protocol),
    token: tokenOf(seed, serial),
    tokenUntilMs: nowMs + TOKEN_MS,
  };
}

const waitsForConfirmation = (protocol: Protocol): boolean =>
  protocol === "email" || protocol === "email-json";

/** The same subscription asked for again; a pending one gets its mail once more. */
function again(
  standing: Subscription,
  attributes: Named,
  call: Call,
  wantsArn: boolean,
): SnsDecision<{ readonly SubscriptionArn: string }> {
  const differs = Object.entries(attributes).some(
    ([name, value]) => !sameValue(value, standing.attributes.get(name) ?? SUBSCRIPTION_DEFAULTS[name]),
  );
  if (differs) throw invalidParameter("Attributes", "Subscription already exists with different attributes");
  const of = { ...standing, subscriptionArn: standing.arn };
  return decision(standing.isConfirmed ? [] : [confirmationMail(of, call)], of, wantsArn);
}

function findSame(state: SnsState, { topicArn, protocol, endpoint }: Holder): Subscription | undefined {
  for (const arn of state.byTopic.get(topicArn) ?? []) {
    const subscription = state.subscriptions.get(arn);
    if (subscription?.protocol === protocol && subscription.endpoint === endpoint) return subscription;
  }
  return undefined;
}

/** SNS-13. */
function checkFilterCount(state: SnsState, topicArn: string): void {
  const filtered = [...(state.byTopic.get(topicArn) ?? [])].filter(
    (arn) => state.subscriptions.get(arn)?.filter !== undefined,
  );
  if (filtered.length >= MAX_FILTER_POLICIES_PER_TOPIC)
    throw new AwsError("FilterPolicyLimitExceeded", "Filter policy limit exceeded for the topic", {
      status: 403,
    });
}

/** Documents are equal whatever their spaces and the order of their names. */
function sameValue(asked: string, standing: string | undefined): boolean {
  if (standing === undefined || asked === standing) return asked === standing;
  const [left, right] = [parsed(asked), parsed(standing)];
  return isRecord(left) && isRecord(right) && canonical(left) === canonical(right);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? "null";
  const names = Object.keys(value).toSorted();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function decision(
  events: readonly SnsEvent[],
  { subscriptionArn, isConfirmed }: { readonly subscriptionArn: string; readonly isConfirmed: boolean },
  wantsArn: boolean,
): SnsDecision<{ readonly SubscriptionArn: string }> {
  return { events, answer: { SubscriptionArn: isConfirmed || wantsArn ? subscriptionArn : PENDING } };
}
