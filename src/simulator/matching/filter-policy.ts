// Room simulator/matching: SNS filter policies, on message attributes or on the body.
import { eventOfAttributes, type MessageAttributes } from "./attributes.ts";
import { readBranches } from "./branches.ts";
import { SNS } from "./dialect.ts";
import { FilterPolicyError, placeOf, Refusal } from "./errors.ts";
import type { JsonObject } from "./event-pattern.ts";
import { MAX_POLICY_BYTES, refusalOfPolicy, type FilterScope } from "./policy-limits.ts";
import { matchesProgram, programOf, type Program } from "./program.ts";
import { tokensOf } from "./tokens.ts";

/** The call that carries the policy; AWS words a refusal differently in each. */
export type FilterPolicyCall = "Subscribe" | "SetSubscriptionAttributes";

/** A filter policy that AWS would take, ready to match. */
export interface FilterPolicy {
  readonly scope: FilterScope;
  readonly matchesAttributes: (attributes: MessageAttributes) => boolean;
  /** A body that is no JSON object is never delivered (SNS-04). */
  readonly matchesBody: (body: string) => boolean;
}

const PREFIXES: Readonly<Record<FilterPolicyCall, string>> = {
  Subscribe: "Invalid parameter: Attributes Reason: ",
  SetSubscriptionAttributes: "Invalid parameter: ",
};

/**
 * Compiles a filter policy; matching it never parses the policy again.
 *
 * @throws FilterPolicyError (InvalidParameter) in AWS's words for the call.
 * @example
 * const policy = compileFilterPolicy('{"order_value":[{"numeric":[">=",1000]}]}', "MessageAttributes");
 * policy.matchesAttributes({ order_value: { DataType: "String", StringValue: "1000" } }); // false: it is no Number
 */
export function compileFilterPolicy(
  policy: string | JsonObject,
  scope: FilterScope = "MessageAttributes",
  call: FilterPolicyCall = "Subscribe",
): FilterPolicy {
  const text = typeof policy === "string" ? policy : JSON.stringify(policy);
  const program = read(text, scope, PREFIXES[call]);
  return {
    scope,
    matchesAttributes: (attributes) => matchesProgram(program, eventOfAttributes(attributes)),
    matchesBody: (body) => matchesProgram(program, parsed(body)),
  };
}

function read(text: string, scope: FilterScope, prefix: string): Program {
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES)
    throw new FilterPolicyError(`${prefix}FilterPolicy: Filter policy is too long`, { line: 1, column: 1 });
  const tokens = tokensOf(text);
  const end = tokens.at(-1)?.end ?? 0;
  try {
    const branches = readBranches(tokens, SNS);
    const refusal = refusalOfPolicy(JSON.parse(text.slice(0, end)) as JsonObject, scope); // an object: it was just read as one
    if (refusal !== undefined) throw new FilterPolicyError(`${prefix}${refusal}`, placeOf(text, end));
    return programOf(branches);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const broken = tokens.at(-1);
    const isJsonError = broken?.kind === "broken" && broken.text === error.message;
    const reason = `${isJsonError ? "failed to parse JSON. " : ""}${error.message}`;
    throw new FilterPolicyError(`${prefix}FilterPolicy: ${reason}`, placeOf(text, error.offset));
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
