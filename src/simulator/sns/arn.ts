// Room simulator/sns: ARNs, read as strictly as SNS reads them and refused in its words.
import { invalidParameter } from "./errors.ts";

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All after the fifth colon: `orders`, `orders:SUBSCRIPTION`, `endpoint/GCM/app/ID`. */
  readonly resource: string;
}

const ELEMENTS = 6;

/** The parts of an ARN, or undefined where the text has fewer than six. */
export function arnOf(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...rest] = text.split(":");
  if (partition === undefined || service === undefined || region === undefined || account === undefined)
    return undefined;
  return arn === "arn" && rest.length > 0
    ? { partition, service, region, account, resource: rest.join(":") }
    : undefined;
}

/** The ARN that the member named `what` carries; SNS counts the elements before it looks at them. */
export function readArn(text: string | undefined, what: string): Arn {
  if (text === undefined) throw invalidParameter(what, "no value for required parameter");
  const elements = text.split(":").length;
  if (elements < ELEMENTS)
    throw invalidParameter(what, `An ARN must have at least 6 elements, not ${elements}`);
  const arn = arnOf(text);
  if (arn?.service !== "sns") throw invalidParameter(what);
  return arn;
}

/** Of an account; the course module's 123456789 is none. */
const ACCOUNT = /^\d{12}$/;

/** A queue's ARN: service sqs, an account of twelve digits and one plain name. */
export function isQueueArn(text: string): boolean {
  const arn = arnOf(text);
  if (arn?.service !== "sqs" || arn.region === "") return false;
  return ACCOUNT.test(arn.account) && /^[\w.-]{1,80}$/.test(arn.resource);
}

/** The last part of the name says whether a topic or queue is FIFO. */
export const isFifo = (arn: string): boolean => arn.endsWith(".fifo");

export const partitionOf = (region: string): string => {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
};
