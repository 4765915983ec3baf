// Room simulator/sns: the attributes of a subscription: which may be set, to what, and in whose words a wrong one is refused; Subscribe
// puts "Attributes Reason:" before them, SetSubscriptionAttributes does not.
import { compileFilterPolicy, type FilterPolicyCall } from "../matching/filter-policy.ts";
import { FilterPolicyError } from "../matching/index.ts";
import { invalid, invalidParameter, notImplemented } from "./errors.ts";
import { isRecord, parsed, withPlace } from "./json-text.ts";
import { storedRedrivePolicy } from "./redrive-policy.ts";
import type { Protocol } from "./state.ts";

export const SUBSCRIPTION_DEFAULTS: Readonly<Record<string, string>> = {
  RawMessageDelivery: "false",
  FilterPolicyScope: "MessageAttributes",
};

/** Whose attribute it is. */
export interface Holder {
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** The other attributes that stand or come in the same call. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The value as SNS keeps it; undefined where it takes the attribute away. */
export function storedSubscriptionAttribute(
  name: string,
  value: string,
  holder: Holder,
  call: FilterPolicyCall,
): string | undefined {
  const where = call === "Subscribe" ? "Attributes Reason: " : "";
  switch (name) {
    case "FilterPolicy":
      return storedFilterPolicy(value, holder, call);
    case "FilterPolicyScope":
      return storedScope(value, holder, where, call);
    case "RawMessageDelivery":
      return storedRaw(value, holder, where);
    case "RedrivePolicy":
      return isEmptyDocument(value) ? undefined : storedRedrivePolicy(value, holder, `${where}RedrivePolicy`);
    case "DeliveryPolicy":
    case "ReplayPolicy":
    case "SubscriptionRoleArn":
      throw notImplemented(`subscription attribute ${name}`);
    default:
      throw invalidParameter(`${where}AttributeName`);
  }
}

/** An empty document takes the policy away (Removing a subscription filter policy). */
function storedFilterPolicy(
  value: string,
  { attributes }: Holder,
  call: FilterPolicyCall,
): string | undefined {
  if (isEmptyDocument(value)) return undefined;
  checkFilter(value, attributes["FilterPolicyScope"], call);
  return value;
}

function storedScope(value: string, { attributes }: Holder, where: string, call: FilterPolicyCall): string {
  if (value !== "MessageAttributes" && value !== "MessageBody")
    throw invalidParameter(
      `${where}FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
    );
  const { FilterPolicy } = attributes;
  if (FilterPolicy !== undefined && !isEmptyDocument(FilterPolicy)) checkFilter(FilterPolicy, value, call);
  return value;
}

function storedRaw(value: string, { protocol }: Holder, where: string): string {
  const lower = value.toLowerCase();
  if (lower !== "true" && lower !== "false")
    throw invalidParameter(`${where}RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  if (lower === "true" && protocol !== "sqs")
    throw invalidParameter(`${where}Delivery protocol [${protocol}] does not support raw message delivery.`);
  return lower;
}

function checkFilter(policy: string, scope: string | undefined, call: FilterPolicyCall): void {
  try {
    compileFilterPolicy(policy, scope === "MessageBody" ? "MessageBody" : "MessageAttributes", call);
  } catch (error) {
    if (!(error instanceof FilterPolicyError)) throw error;
    const isUnreadable = error.message.includes("failed to parse JSON.");
    throw invalid(isUnreadable ? withPlace(error.message, error.place) : error.message);
  }
}

function isEmptyDocument(text: string): boolean {
  const value = text === "" ? {} : parsed(text);
  return isRecord(value) && Object.keys(value).length === 0;
}
