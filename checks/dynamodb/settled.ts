// Checks: disagreements with other emulators that a source settles; docs/DYNAMODB.md has them by the same names, with the source.
import { valueAt } from "../../src/simulator/dynamodb/expression/path.ts";
import type { Item } from "../../src/simulator/dynamodb/value.ts";
import type { Outcome } from "./ask.ts";
import type { Case } from "./cases.ts";

interface Settlement {
  /** As docs/DYNAMODB.md calls it. */
  readonly name: string;
  readonly covers: (one: Case, ours: Outcome, theirs: Outcome) => boolean;
}

/** What we refuse in these words. */
const refusedAs =
  (words: RegExp) =>
  (_: Case, ours: Outcome): boolean =>
    ours.is === "refused" && words.test(ours.words);

/** Whether an operand is not there, or has no size. */
function leadsNowhere({ expression, item }: Case): boolean {
  const operands = expression.match(/size\([^)]*\)|\b[abcz](?:\.[kj]|\[\d\])*(?![\w(])/g) ?? [];
  return operands.some((operand) => {
    const isSize = operand.startsWith("size");
    const text = isSize ? operand.slice("size(".length, -1) : operand;
    const [first = "", ...rest] = text.match(/[a-z]+|\d+/g) ?? [];
    const parts = rest.map((part) => (/^\d/.test(part) ? Number(part) : part));
    const value = valueAt(item as Item, [first, ...parts]); // as the cases make it
    return value === undefined || (isSize && ["N", "BOOL", "NULL"].some((type) => type in value));
  });
}

const SETTLED: readonly Settlement[] = [
  { name: "peer-fault", covers: (_one, _ours, theirs) => theirs.is === "broken" },
  {
    name: "operand-type",
    covers: refusedAs(
      /Incorrect operand type for operator or function|requires same data type|Condition parameter type/,
    ),
  },
  { name: "upper-bound", covers: refusedAs(/upper bound to be greater than or equal to lower bound/) },
  { name: "paths-clash", covers: refusedAs(/Two document paths (overlap|conflict)/) },
  { name: "path-invalid", covers: refusedAs(/document path provided in the update expression is invalid/) },
  { name: "operand-distinct", covers: refusedAs(/first operand must be distinct/) },
  { name: "key-operator", covers: refusedAs(/Invalid operator used in KeyConditionExpression/) },
  { name: "redundant-parentheses", covers: refusedAs(/redundant parentheses/) },
  {
    name: "syntax",
    covers: refusedAs(/Syntax error|not allowed to be used this way|is a reserved keyword|is not defined/),
  },
  { name: "no-attribute", covers: refusedAs(/attribute that does not exist in the item/) },
  {
    name: "incorrect-type",
    covers: refusedAs(/operand in the update expression has an incorrect data type/),
  },
  { name: "operand-of-item", covers: (_one, _ours, theirs) => /Incorrect operand type/.test(theirs.words) },
  {
    name: "unset",
    covers: (one) => (one.kind === "condition" || one.kind === "filter") && leadsNowhere(one),
  },
  {
    name: "if-not-exists",
    covers: ({ expression }, ours) => /if_not_exists\([^)]*[.[]/.test(expression) && ours.is === "answer",
  },
];

export const settledBy = (one: Case, ours: Outcome, theirs: Outcome): string | undefined =>
  SETTLED.find(({ covers }) => covers(one, ours, theirs))?.name;
