// Room simulator/sns: a topic's access policy as a document: the default AWS gives, and statements added and removed by label. The
// simulator takes any credentials, so no statement decides a call.
import { impossiblePrincipal } from "../policy-principals.ts";
import { invalid, invalidParameter } from "./errors.ts";
import { isRecord, type JsonRecord, parsed } from "./json-text.ts";

/** What a policy may speak of: SNS's own actions. */
const ACTIONS = [
  "GetTopicAttributes",
  "SetTopicAttributes",
  "AddPermission",
  "RemovePermission",
  "DeleteTopic",
  "Subscribe",
  "ListSubscriptionsByTopic",
  "Publish",
];
/** `Receive` is AWS's old name of a subscriber's right; policies of that age carry it. */
const KNOWN = new Set([...ACTIONS, "Receive", "*", "GetDataProtectionPolicy", "PutDataProtectionPolicy"]);
const OUT_OF_SCOPE = "Invalid parameter: Policy statement action out of service scope!";

export interface Permission {
  readonly label: string;
  readonly accounts: readonly string[];
  readonly actions: readonly string[];
}

export function defaultPolicy(topicArn: string, owner: string): string {
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ACTIONS.map((name) => `SNS:${name}`),
        Resource: topicArn,
        Condition: { StringEquals: { "AWS:SourceOwner": owner } },
      },
    ],
  });
}

/** The policy with one more statement, as AddPermission writes it: a single value stands alone, more stand in a list. */
export function withPermission(
  policy: string,
  topicArn: string,
  partition: string,
  { label, accounts, actions }: Permission,
): string {
  const document = documentOf(policy);
  if (document.statements.some(({ Sid }) => Sid === label))
    throw invalid("Invalid parameter: Statement already exists");
  if (actions.some((name) => !KNOWN.has(name))) throw invalid(OUT_OF_SCOPE);
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: oneOrAll(accounts.map((account) => `arn:${partition}:iam::${account}:root`)) },
    Action: oneOrAll(actions.map((name) => `SNS:${name}`)),
    Resource: topicArn,
  };
  return JSON.stringify({ ...document.rest, Statement: [...document.statements, statement] });
}

export function withoutPermission(policy: string, label: string): string {
  const { rest, statements } = documentOf(policy);
  return JSON.stringify({ ...rest, Statement: statements.filter(({ Sid }) => Sid !== label) });
}

/** Refuses what SetTopicAttributes would not take as a policy. */
export function checkPolicy(policy: string): void {
  if (!isRecord(parsed(policy))) throw invalidParameter("Policy Error: null");
  const { statements } = documentOf(policy);
  if (impossiblePrincipal(statements) !== undefined)
    throw invalidParameter("Policy Error: PrincipalNotFound");
  if (statements.flatMap(actionsOf).some((name) => !isSnsAction(name))) throw invalid(OUT_OF_SCOPE);
}

function documentOf(policy: string): { rest: JsonRecord; statements: readonly JsonRecord[] } {
  const value = parsed(policy);
  const rest = isRecord(value) ? value : {};
  const given = rest["Statement"];
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return { rest, statements: list.filter(isRecord) };
}

function actionsOf(statement: JsonRecord): readonly string[] {
  const { Action } = statement;
  const list: readonly unknown[] = Array.isArray(Action) ? Action : [Action];
  return list.filter((name) => typeof name === "string");
}

function isSnsAction(text: string): boolean {
  const [service, name] = text.split(":");
  if (text === "*") return true;
  return service?.toLowerCase() === "sns" && name !== undefined && (name.includes("*") || isKnown(name));
}

const isKnown = (name: string): boolean =>
  [...KNOWN].some((known) => known.toLowerCase() === name.toLowerCase());

const oneOrAll = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 && values[0] !== undefined ? values[0] : values;
