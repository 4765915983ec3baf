// Room simulator/sqs: a queue's resource policy, as far as it decides whether an AWS service may put a message into the queue (IAM User
// Guide, "Policy evaluation logic" and "Condition operators"). What is not understood never lets anyone in.
import { isFields } from "../wire/index.ts";
import { jsonObject } from "./settings.ts";
import { conditionsHold } from "./policy-condition.ts";
import { likeIgnoringCase, like } from "./policy-wildcard.ts";

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface QueuePolicy {
  readonly statements: readonly Statement[];
}

/** Who wants to send: the service's principal, and on whose behalf. */
export interface Requester {
  readonly service: string;
  readonly sourceArn: string;
  readonly account: string;
}

const ACTION = "sqs:SendMessage";

/** Undefined where the text is no policy. */
export function parsePolicy(text: string): QueuePolicy | undefined {
  const policy = jsonObject(text);
  if (policy === undefined) return undefined;
  const statements: readonly unknown[] = listOf(policy["Statement"]);
  const read = statements.filter(isFields);
  if (read.length === 0 || read.length < statements.length) return undefined;
  if (read.some(({ Effect }) => Effect !== "Allow" && Effect !== "Deny")) return undefined;
  return {
    statements: read.map((fields) => ({ effect: fields["Effect"] === "Deny" ? "Deny" : "Allow", fields })),
  };
}

/** More than the topics that feed one queue. */
const MAX_KNOWN = 1_000;
const known = new WeakMap<QueuePolicy, Map<string, boolean>>();

/** A policy never changes, a queue gets another: for the same requester the answer is the same. */
export function mayDeliver(policy: QueuePolicy | undefined, queueArn: string, from: Requester): boolean {
  if (policy === undefined) return false;
  const answers = known.get(policy) ?? new Map<string, boolean>();
  if (answers.size >= MAX_KNOWN) answers.clear();
  known.set(policy, answers);
  const key = [queueArn, from.service, from.sourceArn, from.account].join(" ");
  const answer = answers.get(key) ?? decide(policy, queueArn, from);
  answers.set(key, answer);
  return answer;
}

/** One Deny that applies outweighs every Allow; without an Allow the answer is no. */
function decide(policy: QueuePolicy, queueArn: string, from: Requester): boolean {
  const applying = policy.statements.filter(({ fields, effect }) => applies(fields, effect, queueArn, from));
  return (
    applying.some(({ effect }) => effect === "Allow") && applying.every(({ effect }) => effect === "Allow")
  );
}

function applies(
  fields: Readonly<Record<string, unknown>>,
  effect: "Allow" | "Deny",
  queueArn: string,
  from: Requester,
): boolean {
  const isAction = (pattern: string): boolean => likeIgnoringCase(pattern, ACTION);
  const isResource = (pattern: string): boolean => like(pattern, queueArn);
  return (
    named(fields["Action"], fields["NotAction"], isAction) &&
    named(fields["Resource"], fields["NotResource"], isResource) &&
    isPrincipal(fields["Principal"], fields["NotPrincipal"], from.service) &&
    conditionsHold(fields["Condition"], from, effect === "Deny")
  );
}

function named(yes: unknown, no: unknown, matches: (pattern: string) => boolean): boolean {
  if (yes !== undefined) return listOf(yes).some((pattern) => matches(String(pattern)));
  return no !== undefined && !listOf(no).some((pattern) => matches(String(pattern)));
}

function isPrincipal(yes: unknown, no: unknown, service: string): boolean {
  if (yes !== undefined) return includesService(yes, service);
  return no !== undefined && !includesService(no, service);
}

/** `"*"`, `{"AWS": "*"}` or `{"Service": "sns.amazonaws.com"}`. */
function includesService(principal: unknown, service: string): boolean {
  if (principal === "*") return true;
  if (!isFields(principal)) return false;
  return (
    listOf(principal["AWS"]).includes("*") ||
    listOf(principal["Service"]).some((name) => name === service || name === "*")
  );
}

const listOf = (value: unknown): readonly unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};
