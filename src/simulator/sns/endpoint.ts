// Room simulator/sns: where a subscription may lead: protocol and endpoint together, refused in AWS's words; what is not modelled is
// refused by name.
import { isFifo, isQueueArn } from "./arn.ts";
import { invalid, invalidParameter, notImplemented } from "./errors.ts";
import type { Protocol } from "./state.ts";

const NOT_MODELLED = new Set(["http", "https", "firehose"]);
const PROTOCOLS: Readonly<Record<Protocol, (endpoint: string) => void>> = {
  sqs: checkQueue,
  lambda: checkFunction,
  email: checkEmail,
  "email-json": checkEmail,
  sms: checkSms,
  application: checkApplication,
};

export function readProtocol(protocol: string | undefined): Protocol {
  if (protocol === undefined) throw invalidParameter("Protocol", "no value for required parameter");
  if (NOT_MODELLED.has(protocol)) throw notImplemented(`Subscribe with protocol ${protocol}`);
  if (!isProtocol(protocol))
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  return protocol;
}

/** SNS-26, and a FIFO topic reaches queues only (FIFO topics, message delivery). */
export function checkEndpoint(topicArn: string, protocol: Protocol, endpoint: string): void {
  PROTOCOLS[protocol](endpoint);
  if (isFifo(topicArn) && protocol !== "sqs")
    throw invalidParameter("Invalid parameter: Endpoint", "Please use FIFO SQS queue");
  if (!isFifo(topicArn) && protocol === "sqs" && isFifo(endpoint))
    throw invalidParameter(
      "Invalid parameter: Endpoint",
      "FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
}

/** Digits with a plus before them; a single dot, dash or slash between is taken (recorded). */
export function isPhoneEndpoint(text: string): boolean {
  if (/[./-]{2}|^[./-]|[./-]$/.test(text)) return false;
  return isPhoneNumber(text.replaceAll(/[./-]/g, ""));
}

/** E.164. */
export const isPhoneNumber = (text: string): boolean => /^\+?[1-9]\d{1,14}$/.test(text);

function isProtocol(text: string): text is Protocol {
  return Object.hasOwn(PROTOCOLS, text);
}

function checkQueue(endpoint: string): void {
  if (!isQueueArn(endpoint)) throw invalidParameter("SQS endpoint ARN");
}

function checkFunction(endpoint: string): void {
  if (!/^arn:[^:]+:lambda:[^:]+:\d{12}:function:[\w-]+(:(\$LATEST|[\w-]+))?$/.test(endpoint))
    throw invalidParameter("Lambda endpoint ARN");
}

function checkEmail(endpoint: string): void {
  if (!/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalidParameter("Email address");
}

function checkSms(endpoint: string): void {
  if (!isPhoneEndpoint(endpoint)) throw invalid(`Invalid SMS endpoint: ${endpoint}`);
}

function checkApplication(endpoint: string): void {
  if (!/^arn:[^:]+:sns:[^:]+:\d{12}:endpoint\//.test(endpoint))
    throw invalidParameter("Application endpoint arn invalid");
}
