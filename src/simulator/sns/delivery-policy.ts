// Room simulator/sns: a topic's delivery policy for HTTP endpoints, which SNS shows with its defaults filled in. No subscription here
// speaks HTTP, so it decides nothing yet.
import { isRecord, type JsonRecord, readRecord } from "./json-text.ts";

/** Message delivery retries, "Creating an HTTP/S delivery policy". */
const RETRY_POLICY: JsonRecord = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: "linear",
};
const REQUEST_POLICY: JsonRecord = { headerContentType: "text/plain; charset=UTF-8" };

/** As SNS keeps it: without nulls, with `disableSubscriptionOverrides`. */
export function storedDeliveryPolicy(text: string): string {
  const http = httpOf(readRecord(text, "DeliveryPolicy"));
  const given = Object.fromEntries(Object.entries(http).filter(([, value]) => value !== null));
  return JSON.stringify({ http: { disableSubscriptionOverrides: false, ...given } });
}

export function effectiveDeliveryPolicy(stored: string | undefined): string {
  const http = stored === undefined ? {} : httpOf(readRecord(stored, "DeliveryPolicy"));
  const { defaultHealthyRetryPolicy, defaultRequestPolicy, ...rest } = http;
  return JSON.stringify({
    http: {
      disableSubscriptionOverrides: false,
      ...rest,
      defaultHealthyRetryPolicy: { ...RETRY_POLICY, ...recordOf(defaultHealthyRetryPolicy) },
      defaultRequestPolicy: { ...REQUEST_POLICY, ...recordOf(defaultRequestPolicy) },
    },
  });
}

const recordOf = (value: unknown): JsonRecord => (isRecord(value) ? value : {});
const httpOf = (policy: JsonRecord): JsonRecord => recordOf(policy["http"]);
