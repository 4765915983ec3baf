// Room simulator/iam: policy documents: their grammar as far as IAM refuses a broken one, and whom a trust policy lets in. What a
// permission policy allows is kept and never evaluated (docs/S3.md).
import { impossiblePrincipal } from "../policy-principals.ts";
import { type Fields, isFields } from "../wire/index.ts";
import { limitExceeded, malformedPolicy, missingMember } from "./errors.ts";
import { MAX_TRUST_CHARACTERS } from "./limits.ts";

const ASSUME = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
  "sts:TagSession",
];
const MORE_ASSUME = ["sts:SetSourceIdentity", "sts:SetContext"];

/** The document's length as quotas count it. */
export const lengthOf = (document: string): number => document.replaceAll(/\s/g, "").length;

/** Refuses what is no trust policy. */
export function checkTrust(text: string | undefined): string {
  if (text === undefined) throw missingMember("assumeRolePolicyDocument");
  for (const statement of statementsOf(text)) {
    if (statement["Resource"] !== undefined || statement["NotResource"] !== undefined)
      throw malformedPolicy("Has prohibited field Resource");
    if (statement["Principal"] === undefined && statement["NotPrincipal"] === undefined)
      throw malformedPolicy("Missing required field Principal");
    const impossible = impossiblePrincipal([statement]);
    if (impossible !== undefined) throw malformedPolicy(`Invalid principal in policy: "AWS":"${impossible}"`);
    if (!listOf(statement["Action"]).every(isAssuming))
      throw malformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
  }
  if (lengthOf(text) > MAX_TRUST_CHARACTERS)
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${MAX_TRUST_CHARACTERS}`);
  return text;
}

/** Refuses what is no permission policy. */
export function checkPermissions(text: string | undefined): string {
  if (text === undefined) throw missingMember("policyDocument");
  for (const statement of statementsOf(text)) {
    if (statement["Principal"] !== undefined || statement["NotPrincipal"] !== undefined)
      throw malformedPolicy("Policy document should not specify a principal.");
    if (statement["Resource"] === undefined && statement["NotResource"] === undefined)
      throw malformedPolicy("Policy statement must contain resources.");
  }
  return text;
}

function statementsOf(text: string): readonly Fields[] {
  const document = parsed(text);
  if (!isFields(document)) throw malformedPolicy("This policy contains invalid Json");
  const statements = listOf(document["Statement"]);
  const { Version = "2012-10-17" } = document;
  const isWell =
    statements.length > 0 &&
    statements.every((one) => isFields(one) && isStatement(one)) &&
    (Version === "2012-10-17" || Version === "2008-10-17");
  if (!isWell) throw malformedPolicy("Syntax errors in policy.");
  return statements.filter(isFields);
}

const isStatement = ({ Effect, Action, NotAction }: Fields): boolean =>
  (Effect === "Allow" || Effect === "Deny") && (Action !== undefined || NotAction !== undefined);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isAssuming = (action: unknown): boolean =>
  typeof action === "string" &&
  (action.toLowerCase() === "sts:*" ||
    action.toLowerCase() === "sts:assumerole*" ||
    [...ASSUME, ...MORE_ASSUME].some((name) => name.toLowerCase() === action.toLowerCase()));

/** Who asks to be let in: a service, or a caller of this account. */
export type Principal =
  | { readonly service: string }
  | { readonly account: string; readonly arn: string; readonly externalId?: string | undefined };

/** One Deny that names the principal outweighs every Allow; without an Allow the answer is no. */
export function lets(trust: string, principal: Principal): boolean {
  const document = parsed(trust);
  const statements = isFields(document) ? listOf(document["Statement"]).filter(isFields) : [];
  const applying = statements.filter((statement) => applies(statement, principal));
  return applying.length > 0 && applying.every(({ Effect }) => Effect === "Allow");
}

function applies(statement: Fields, principal: Principal): boolean {
  const isForThis = listOf(statement["Action"]).some((action) =>
    /^(?:\*|sts:\*|sts:assumerole\*?)$/i.test(String(action)),
  );
  return isForThis && isNamed(statement["Principal"], principal) && conditionHolds(statement, principal);
}

function isNamed(named: unknown, principal: Principal): boolean {
  if (named === "*") return true;
  if (!isFields(named)) return false;
  if ("service" in principal) return listOf(named["Service"]).includes(principal.service);
  const { account, arn } = principal;
  const whole = ["*", account, `arn:aws:iam::${account}:root`, arn];
  return listOf(named["AWS"]).some((one) => whole.includes(String(one)));
}

/** The external id is the one condition a caller brings along; what is not understood is not held against anyone. */
function conditionHolds({ Condition }: Fields, principal: Principal): boolean {
  if ("service" in principal || !isFields(Condition)) return true;
  const { StringEquals } = Condition;
  if (!isFields(StringEquals)) return true;
  const wanted = StringEquals["sts:ExternalId"];
  return wanted === undefined || listOf(wanted).includes(principal.externalId);
}

const listOf = (value: unknown): readonly unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};
