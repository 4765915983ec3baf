// Room simulator/lambda: who may invoke a function: the statements of its policy, as the API answers them, and the decision for a service.
import type { Call, Fields } from "../wire/index.ts";
import { qualified } from "./names.ts";
import type { LambdaFunction, Statement } from "./state.ts";

/** Who wants to invoke. */
export interface Requester {
  /** `sns.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: string;
  readonly account: string;
}

const ACTIONS = new Set(["lambda:InvokeFunction", "lambda:*", "*"]);

/** A policy of the qualifier that is invoked decides; without a statement that applies the answer is no. */
export function mayInvoke(fn: LambdaFunction, qualifier: string | undefined, from: Requester): boolean {
  const statements = fn.policies.get(qualifier ?? "")?.statements.values() ?? [];
  return [...statements].some((statement) => applies(statement, from));
}

function applies({ principal, action, sourceArn, sourceAccount }: Statement, from: Requester): boolean {
  if (principal !== "*" && principal !== from.service) return false;
  if (!ACTIONS.has(action)) return false;
  if (sourceArn !== undefined && !arnLike(sourceArn, from.sourceArn)) return false;
  return sourceAccount === undefined || sourceAccount === from.account;
}

/** `*` and `?`, in each part of the ARN for itself. */
function arnLike(pattern: string, arn: string): boolean {
  const wanted = pattern.split(":");
  const given = arn.split(":");
  if (wanted.length < 6) return pattern === "*";
  const parts = [...wanted.slice(0, 5), wanted.slice(5).join(":")];
  const actual = [...given.slice(0, 5), given.slice(5).join(":")];
  return parts.every((part, at) => like(part, actual[at] ?? ""));
}

function like(pattern: string, text: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}

/** As AWS writes it. */
export function statementOf(fn: LambdaFunction, qualifier: string, statement: Statement, call: Call): Fields {
  const { sid, principal, action, sourceArn, sourceAccount } = statement;
  const conditions = {
    ...(sourceAccount === undefined ? {} : { StringEquals: { "AWS:SourceAccount": sourceAccount } }),
    ...(sourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": sourceArn } }),
  };
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: principalOf(principal, call),
    Action: action,
    Resource: qualified(fn.arn, qualifier === "" ? undefined : qualifier),
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}

function principalOf(principal: string, _call: Call): unknown {
  if (principal === "*") return "*";
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith("arn:") ? { AWS: principal } : { Service: principal };
}
