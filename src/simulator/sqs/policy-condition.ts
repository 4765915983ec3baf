// Room simulator/sqs: the Condition of a policy statement, for a service that calls on behalf of a resource.
import { isFields } from "../wire/index.ts";
import { arnLike, like } from "./policy-wildcard.ts";

export interface Context {
  readonly sourceArn: string;
  readonly account: string;
}

type Test = (wanted: string, actual: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  stringequals: (wanted, actual) => wanted === actual,
  stringequalsignorecase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  stringlike: like,
  arnequals: arnLike,
  arnlike: arnLike,
  bool: (wanted, actual) => wanted.toLowerCase() === actual,
};

/** All of them, or the statement does not apply. `unknown` is what an operator that is not modelled counts as. */
export function conditionsHold(condition: unknown, context: Context, unknown: boolean): boolean {
  if (condition === undefined) return true;
  if (!isFields(condition)) return unknown;
  return Object.entries(condition).every(([operator, keys]) =>
    isFields(keys)
      ? Object.entries(keys).every(([key, values]) => holds(operator, key, values, context, unknown))
      : unknown,
  );
}

function holds(operator: string, key: string, values: unknown, context: Context, unknown: boolean): boolean {
  const { test, isNegated, ifExists } = readOperator(operator);
  if (test === undefined) return unknown;
  const actual = valueOf(key, context);
  if (actual === undefined) return ifExists || isNegated;
  const wanted = (Array.isArray(values) ? values : [values]).map(String);
  return wanted.some((value) => test(value, actual)) !== isNegated;
}

function readOperator(operator: string): { test: Test | undefined; isNegated: boolean; ifExists: boolean } {
  const plain = operator.toLowerCase().replace(/^for(anyvalue|allvalues):/, "");
  const name = plain.replace(/ifexists$/, "");
  const isNegated = /^(string|arn)not/.test(name);
  return { test: TESTS[name.replace("not", "")], isNegated, ifExists: plain !== name };
}

/** The keys that a delivery from a service carries. */
function valueOf(key: string, { sourceArn, account }: Context): string | undefined {
  switch (key.toLowerCase()) {
    case "aws:sourcearn":
      return sourceArn;
    case "aws:sourceaccount":
      return account;
    case "aws:securetransport":
      return "true";
    case "aws:principalisawsservice":
      return "true";
    default:
      return undefined;
  }
}
