// Room simulator/dynamodb/expression: the grammar of updates: SET, REMOVE, ADD and DELETE, each once, in any order.
import type { Operand, UpdateAction, UpdateFunction } from "./ast.ts";
import { clashIn } from "./path.ts";
import type { Reader } from "./reader.ts";

const SECTIONS = ["SET", "REMOVE", "ADD", "DELETE"] as const;
type Section = (typeof SECTIONS)[number];

const FUNCTIONS: ReadonlySet<string> = new Set<UpdateFunction>(["if_not_exists", "list_append"]);
const OF_CONDITIONS: ReadonlySet<string> = new Set([
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
  "size",
]);

export function parseUpdate(reader: Reader): readonly UpdateAction[] {
  const actions: UpdateAction[] = [];
  const seen = new Set<Section>();
  while (reader.token.kind !== "end") {
    const section = SECTIONS.find((word) => reader.isWord(word));
    if (section === undefined) throw reader.syntaxError();
    if (seen.has(section))
      throw reader.refusal(`The "${section}" section can only be used once in an update expression;`);
    seen.add(section);
    reader.take();
    do actions.push(actionOf(reader, section));
    while (reader.takeSymbol(","));
  }
  const clash = clashIn(actions.map(({ path }) => path));
  if (clash !== undefined) throw reader.refusal(clash);
  return actions;
}

function actionOf(reader: Reader, section: Section): UpdateAction {
  const path = reader.path();
  if (section === "REMOVE") return { kind: "remove", path };
  if (section !== "SET") return { kind: section === "ADD" ? "add" : "delete", path, value: reader.value() };
  reader.expectSymbol("=");
  return { kind: "set", path, to: sumOf(reader) };
}

function sumOf(reader: Reader): Operand {
  const left = operandOf(reader);
  const sign = reader.isSymbol("+") ? 1 : reader.isSymbol("-") ? -1 : undefined;
  if (sign === undefined) return left;
  reader.take();
  reader.count();
  return { kind: "sum", sign, left, right: operandOf(reader) };
}

function operandOf(reader: Reader): Operand {
  if (reader.takeSymbol("(")) {
    const inside = reader.nested(() => sumOf(reader));
    reader.expectSymbol(")");
    return inside;
  }
  if (reader.token.kind === ":") return { kind: "value", name: reader.value() };
  const { next, token } = reader;
  if (token.kind === "name" && next.kind === "symbol" && next.text === "(") return callOf(reader);
  return { kind: "path", path: reader.path() };
}

function callOf(reader: Reader): Operand {
  const name = reader.take().text;
  reader.count();
  if (OF_CONDITIONS.has(name))
    throw reader.refusal(`The function is not allowed in an update expression; function: ${name}`);
  if (!isUpdateFunction(name)) throw reader.refusal(`Invalid function name; function: ${name}`);
  reader.expectSymbol("(");
  const args: Operand[] = [];
  if (!reader.isSymbol(")"))
    do args.push(reader.nested(() => operandOf(reader)));
    while (reader.takeSymbol(","));
  reader.expectSymbol(")");
  if (args.length !== 2)
    throw reader.refusal(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
    );
  if (name === "if_not_exists" && args[0]?.kind !== "path")
    throw reader.refusal(
      "Operator or function requires a document path; operator or function: if_not_exists",
    );
  return { kind: "call", name, args };
}

const isUpdateFunction = (name: string): name is UpdateFunction => FUNCTIONS.has(name);
