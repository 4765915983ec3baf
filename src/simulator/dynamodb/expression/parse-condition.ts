// Room simulator/dynamodb/expression: the grammar of conditions, filters and key conditions: OR below AND below NOT below comparisons.
// Parentheses may stand around operands too, so what is in them is read first and judged by what follows.
import type { Comparator, Condition, ConditionFunction, Operand, UpdateFunction } from "./ast.ts";
import type { Reader } from "./reader.ts";
import { shown } from "./path.ts";

/** What parentheses may hold. */
type Part =
  | { readonly is: "condition"; readonly condition: Condition }
  | { readonly is: "operand"; readonly operand: Operand };

const COMPARATORS: ReadonlySet<string> = new Set(["=", "<>", "<", "<=", ">", ">="]);

/** How many operands each takes, and whether it is a condition by itself. */
const FUNCTIONS: Readonly<
  Record<ConditionFunction, { readonly takes: number; readonly isCondition: boolean }>
> = {
  attribute_exists: { takes: 1, isCondition: true },
  attribute_not_exists: { takes: 1, isCondition: true },
  attribute_type: { takes: 2, isCondition: true },
  begins_with: { takes: 2, isCondition: true },
  contains: { takes: 2, isCondition: true },
  size: { takes: 1, isCondition: false },
};
const OF_UPDATES: ReadonlySet<string> = new Set<UpdateFunction>(["if_not_exists", "list_append"]);

const isConditionFunction = (name: string): name is ConditionFunction => Object.hasOwn(FUNCTIONS, name);

export function parseCondition(reader: Reader): Condition {
  const condition = conditionOf(reader, either(reader));
  reader.expectEnd();
  return condition;
}

const conditionOf = (reader: Reader, part: Part): Condition => {
  if (part.is === "condition") return part.condition;
  const { operand } = part;
  if (operand.kind === "call")
    throw reader.refusal(
      `The function is not allowed to be used this way in an expression; function: ${operand.name}`,
    );
  throw reader.syntaxError();
};

function either(reader: Reader): Part {
  let left = both(reader);
  while (reader.isWord("OR")) {
    const condition = conditionOf(reader, left);
    reader.take();
    reader.count();
    left = joined("or", condition, conditionOf(reader, both(reader)));
  }
  return left;
}

function both(reader: Reader): Part {
  let left = negated(reader);
  while (reader.isWord("AND")) {
    const condition = conditionOf(reader, left);
    reader.take();
    reader.count();
    left = joined("and", condition, conditionOf(reader, negated(reader)));
  }
  return left;
}

const joined = (kind: "and" | "or", left: Condition, right: Condition): Part => ({
  is: "condition",
  condition: { kind, left, right },
});

function negated(reader: Reader): Part {
  if (!reader.takeWord("NOT")) return compared(reader);
  reader.count();
  const of = reader.nested(() => conditionOf(reader, negated(reader)));
  return { is: "condition", condition: { kind: "not", of } };
}

function compared(reader: Reader): Part {
  const left = single(reader);
  if (left.is === "condition") return left;
  const { text, kind } = reader.token;
  if (kind === "symbol" && COMPARATORS.has(text)) {
    reader.take();
    reader.count();
    const condition = comparison(reader, text as Comparator, left.operand, operandOf(reader)); // one of them: just looked up
    return { is: "condition", condition };
  }
  if (reader.takeWord("BETWEEN")) return { is: "condition", condition: between(reader, left.operand) };
  if (reader.takeWord("IN")) return { is: "condition", condition: among(reader, left.operand) };
  return left.operand.kind === "call" ? asCondition(reader, left.operand) : left;
}

/** A function by itself. */
function asCondition(reader: Reader, operand: Operand & { readonly kind: "call" }): Part {
  const { name, args } = operand;
  if (isConditionFunction(name) && FUNCTIONS[name].isCondition)
    return { is: "condition", condition: { kind: "call", name, args } };
  return { is: "operand", operand };
}

function comparison(reader: Reader, by: Comparator, left: Operand, right: Operand): Condition {
  checkOperands(reader, [left, right]);
  checkDistinct(reader, by, left, right);
  return { kind: "compare", by, left, right };
}

function checkDistinct(reader: Reader, words: string, left: Operand, right: Operand): void {
  if (left.kind === "path" && right.kind === "path" && shown(left.path) === shown(right.path))
    throw reader.refusal(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${words}, first operand: ${shown(left.path)}`,
    );
}

function between(reader: Reader, of: Operand): Condition {
  reader.count();
  const low = operandOf(reader);
  if (!reader.takeWord("AND")) throw reader.syntaxError();
  const high = operandOf(reader);
  checkOperands(reader, [of, low, high]);
  return { kind: "between", of, low, high };
}

function among(reader: Reader, of: Operand): Condition {
  reader.count();
  reader.expectSymbol("(");
  const operands = [operandOf(reader)];
  while (reader.takeSymbol(",")) operands.push(operandOf(reader));
  reader.expectSymbol(")");
  checkOperands(reader, [of, ...operands]);
  // A hundred with the first one (ScyllaDB, test/alternator/test_condition_expression.py, test_update_condition_in, run against AWS).
  if (operands.length >= 100)
    throw reader.refusal(
      "The IN operator is provided with too many operands; number of operands: " + operands.length,
    );
  return { kind: "in", of, among: operands };
}

/** Functions that are conditions are no operands. */
function checkOperands(reader: Reader, operands: readonly Operand[]): void {
  for (const operand of operands)
    if (operand.kind === "call" && operand.name !== "size")
      throw reader.refusal(
        `The function is not allowed to be used this way in an expression; function: ${operand.name}`,
      );
}

function operandOf(reader: Reader): Operand {
  const part = single(reader);
  if (part.is === "operand") return part.operand;
  throw reader.syntaxError();
}

function single(reader: Reader): Part {
  const { kind } = reader.token;
  if (reader.takeSymbol("(")) return parenthesised(reader);
  if (kind === ":") return { is: "operand", operand: { kind: "value", name: reader.value() } };
  if (kind === "name" && reader.next.kind === "symbol" && reader.next.text === "(" && !isKeyword(reader))
    return { is: "operand", operand: callOf(reader) };
  return { is: "operand", operand: { kind: "path", path: reader.path() } };
}

const isKeyword = (reader: Reader): boolean => ["AND", "OR", "NOT", "IN"].some((word) => reader.isWord(word));

function parenthesised(reader: Reader): Part {
  const part = reader.nested(() => either(reader));
  reader.expectSymbol(")");
  if (inParentheses.has(part)) throw reader.refusal("The expression has redundant parentheses;");
  inParentheses.add(part);
  return part;
}

/** Parts that stand in parentheses of their own already. */
const inParentheses = new WeakSet<Part>();

function callOf(reader: Reader): Operand {
  const name = reader.take().text;
  reader.count();
  if (OF_UPDATES.has(name))
    throw reader.refusal(`The function is not allowed in a condition expression; function: ${name}`);
  if (!isConditionFunction(name)) throw reader.refusal(`Invalid function name; function: ${name}`);
  reader.expectSymbol("(");
  const args: Operand[] = [];
  if (!reader.isSymbol(")"))
    do args.push(reader.nested(() => operandOf(reader)));
    while (reader.takeSymbol(","));
  reader.expectSymbol(")");
  checkCall(reader, name, args);
  return { kind: "call", name, args };
}

function checkCall(reader: Reader, name: ConditionFunction, args: readonly Operand[]): void {
  const { takes } = FUNCTIONS[name];
  if (args.length !== takes)
    throw reader.refusal(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
    );
  checkOperands(reader, args);
  const [first, second] = args;
  const needsPath =
    name === "attribute_exists" || name === "attribute_not_exists" || name === "attribute_type";
  if (needsPath && first?.kind !== "path")
    throw reader.refusal(`Operator or function requires a document path; operator or function: ${name}`);
  if (first !== undefined && second !== undefined) checkDistinct(reader, name, first, second);
}
