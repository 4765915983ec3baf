// Checks: event patterns and filter policies beside what AWS answered. The engine is called straight.
import {
  compileFilterPolicy,
  compilePattern,
  FilterPolicyError,
  PatternError,
  type FilterScope,
  type JsonObject,
  type MessageAttributes,
} from "../../src/simulator/matching/index.ts";
import type { Agreement, Row, RowJudge } from "./judge.ts";

const AGREES: Agreement = { kind: "agrees" };
const NO_POLICY: Agreement = { kind: "cannot judge", why: "the row carries no policy" };

const EXPECTATIONS: ReadonlySet<unknown> = new Set(["match", "nomatch", "error"]);

function idOf(row: Row): string {
  return typeof row.id === "string" ? row.id : "(no id)";
}

/** Patterns and events: match, no match, or AWS's refusal with its code and words. */
const eventPatterns: RowJudge = {
  file: "eventbridge-patterns.jsonl",
  idOf,
  fields: ["id", "recorded", "awsValidated", "event", "pattern", "expect", "errorCode", "errorMessage"],
  async judge(row) {
    if (!isPolicy(row.pattern)) return { kind: "cannot judge", why: "the row carries no pattern" };
    if (!EXPECTATIONS.has(row.expect))
      return { kind: "cannot judge", why: "the row does not say what AWS did" };
    const { pattern } = row;
    const ours = refusalOr(() => (compilePattern(pattern).matches(row.event) ? "match" : "nomatch"));
    const aws =
      row.expect === "error" ? { code: row.errorCode, message: firstLine(row.errorMessage) } : row.expect;
    return compared(ours, aws);
  },
};

const deliveries: RowJudge = {
  file: "sns-deliveries.jsonl",
  idOf,
  fields: ["id", "test", "recorded", "scope", "policy", "attributes", "body", "delivered"],
  async judge(row) {
    if (typeof row.delivered !== "boolean")
      return { kind: "cannot judge", why: "the row does not say whether it was delivered" };
    if ((row.attributes ?? undefined) !== undefined && !areAttributes(row.attributes))
      return { kind: "cannot judge", why: "the row's attributes are not in SNS's shape" };
    return compared(
      refusalOr(() => delivered(row)),
      row.delivered,
    );
  },
};

/** Without a policy every message is delivered (SNS-01). */
function delivered(row: Row): boolean {
  if (!isPolicy(row.policy)) return true;
  const scope = scopeOf(row) ?? "MessageAttributes";
  const policy = compileFilterPolicy(row.policy, scope);
  return scope === "MessageBody"
    ? policy.matchesBody(String(row.body))
    : policy.matchesAttributes(areAttributes(row.attributes) ? row.attributes : {});
}

function areAttributes(value: unknown): value is MessageAttributes {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (one: unknown) =>
      typeof one === "object" && one !== null && "DataType" in one && typeof one.DataType === "string",
  );
}

/**
 * Refused policies. The rows say neither the call nor always the scope: the call is told by how AWS's message begins, and without a
 * scope either may give the answer.
 */
const rejections: RowJudge = {
  file: "sns-rejections.jsonl",
  idOf,
  fields: ["id", "test", "recorded", "scope", "policy", "code", "message", "http"],
  async judge(row) {
    const { policy } = row;
    if (!isPolicy(policy)) return NO_POLICY;
    const aws = { code: row.code, message: firstLine(row.message) };
    const call = aws.message.startsWith("Invalid parameter: Attributes Reason:")
      ? "Subscribe"
      : "SetSubscriptionAttributes";
    const stated = scopeOf(row);
    const scopes: readonly FilterScope[] =
      stated === undefined ? ["MessageAttributes", "MessageBody"] : [stated];
    const answers = scopes.map((scope) =>
      refusalOr(() => (compileFilterPolicy(policy, scope, call), "taken")),
    );
    return answers.some((ours) => same(ours, aws)) ? AGREES : { kind: "differs", ours: answers[0], aws };
  },
};

/** The judges of this room's files. */
export const matchingJudges: readonly RowJudge[] = [eventPatterns, deliveries, rejections];

function refusalOr(answer: () => unknown): unknown {
  try {
    return answer();
  } catch (error) {
    if (error instanceof PatternError || error instanceof FilterPolicyError)
      return { code: error.code, message: error.message };
    throw error;
  }
}

function compared(ours: unknown, aws: unknown): Agreement {
  return same(ours, aws) ? AGREES : { kind: "differs", ours, aws };
}

function same(ours: unknown, aws: unknown): boolean {
  return JSON.stringify(ours) === JSON.stringify(aws);
}

/** AWS's JSON reader adds where it stood on a line of its own; the rows mostly leave that out. */
function firstLine(message: unknown): string {
  return String(message).split("\n")[0] ?? "";
}

function scopeOf(row: Row): FilterScope | undefined {
  return row.scope === "MessageAttributes" || row.scope === "MessageBody" ? row.scope : undefined;
}

function isPolicy(value: unknown): value is string | JsonObject {
  return typeof value === "string" || (typeof value === "object" && value !== null && !Array.isArray(value));
}
