// Room simulator/dynamodb/expression: an item after an update. Operands are read from the item as it was; containers on the way to a
// change are copied, all else is shared with the item before.
import { addNumbers } from "../decimal.ts";
import { validation } from "../errors.ts";
import { type Item, put, setOf, setValue, typeOf, type Value } from "../value.ts";
import type { Operand, UpdateAction } from "./ast.ts";
import { type Path, valueAt } from "./path.ts";
import { valueOf, type Values } from "./values.ts";

/** A container that may be changed. */
type Draft = Record<string, Value> | (Value | undefined)[];

export function updated(before: Item, actions: readonly UpdateAction[], values: Values): Item {
  const work: Work = { item: { ...before }, copies: new Set(), lists: new Set() };
  // Appends go in order of their index, so that each finds its place.
  for (const action of inListOrder(actions)) apply(work, before, action, values);
  for (const list of work.lists) close(list);
  return work.item;
}

interface Work {
  readonly item: Record<string, Value>;
  /** Containers that are copies of ours already, and may be changed. */
  readonly copies: Set<object>;
  /** In which elements were taken out: positions count as they were until all is done. */
  readonly lists: Set<(Value | undefined)[]>;
}

function inListOrder(actions: readonly UpdateAction[]): readonly UpdateAction[] {
  const hasIndexes = actions.some(({ path }) => path.some((part) => typeof part === "number"));
  return hasIndexes ? actions.toSorted((one, other) => lastIndex(one.path) - lastIndex(other.path)) : actions;
}

function lastIndex(path: Path): number {
  const last = path.at(-1);
  return typeof last === "number" ? last : -1;
}

function apply(work: Work, before: Item, action: UpdateAction, values: Values): void {
  const { path } = action;
  switch (action.kind) {
    case "set":
      return place(work, path, operandValue(before, action.to, values));
    case "remove":
      return take(work, path);
    case "add":
      return place(work, path, sum(valueAt(before, path), valueOf(values, action.value)));
    case "delete": {
      const value = valueAt(before, path);
      if (value === undefined) return;
      const rest = difference(value, valueOf(values, action.value));
      return rest === undefined ? take(work, path) : place(work, path, rest);
    }
  }
}

function operandValue(before: Item, operand: Operand, values: Values): Value {
  switch (operand.kind) {
    case "value":
      return valueOf(values, operand.name);
    case "path": {
      const value = valueAt(before, operand.path);
      if (value === undefined)
        throw validation("The provided expression refers to an attribute that does not exist in the item");
      return value;
    }
    case "sum": {
      const left = operandValue(before, operand.left, values);
      const right = operandValue(before, operand.right, values);
      if (!("N" in left && "N" in right)) throw wrongType();
      return { N: addNumbers(left.N, right.N, operand.sign) };
    }
    case "call": {
      const [first, second] = operand.args;
      if (first === undefined || second === undefined) throw wrongType();
      if (operand.name === "if_not_exists")
        return (
          (first.kind === "path" ? valueAt(before, first.path) : undefined) ??
          operandValue(before, second, values)
        );
      const [left, right] = [operandValue(before, first, values), operandValue(before, second, values)];
      if (!("L" in left && "L" in right)) throw wrongType();
      return { L: [...left.L, ...right.L] };
    }
  }
}

const wrongType = () => validation("An operand in the update expression has an incorrect data type");

/** ADD: a number to a number, members to a set; to nothing it is the value itself. */
function sum(value: Value | undefined, added: Value): Value {
  if (value === undefined) return added;
  if ("N" in value && "N" in added) return { N: addNumbers(value.N, added.N, 1) };
  const type = typeOf(value);
  const [members, more] = [setOf(value), setOf(added)];
  if (members === undefined || more === undefined || type !== typeOf(added)) throw wrongType();
  return setValue(type as "SS" | "NS" | "BS", [...new Set([...members, ...more])]); // a set: it has members
}

/** DELETE: undefined where nothing is left, since there are no empty sets. */
function difference(value: Value, taken: Value): Value | undefined {
  const type = typeOf(value);
  const [members, less] = [setOf(value), setOf(taken)];
  if (members === undefined || less === undefined || type !== typeOf(taken)) throw wrongType();
  const gone = new Set(less);
  const rest = members.filter((member) => !gone.has(member));
  return rest.length === 0 ? undefined : setValue(type as "SS" | "NS" | "BS", rest); // a set: it has members
}

function place(work: Work, path: Path, value: Value): void {
  const parent = parentOf(work, path);
  const last = path.at(-1);
  if (parent === undefined || last === undefined) throw badPath();
  if (typeof last === "string" && !Array.isArray(parent)) return put(parent, last, value);
  if (typeof last !== "number" || !Array.isArray(parent)) throw badPath();
  // Beyond the end it is appended.
  parent[Math.min(last, parent.length)] = value;
}

const badPath = () => validation("The document path provided in the update expression is invalid for update");

/** What is not there is taken out by doing nothing; where a container on the way is missing the path is refused. */
function take(work: Work, path: Path): void {
  const parent = parentOf(work, path);
  const last = path.at(-1);
  if (parent === undefined || last === undefined) throw badPath();
  if (typeof last === "string" && !Array.isArray(parent)) {
    if (Object.hasOwn(parent, last)) delete parent[last];
    return;
  }
  if (typeof last !== "number" || !Array.isArray(parent)) throw badPath();
  if (last >= parent.length) return;
  parent[last] = undefined;
  work.lists.add(parent);
}

/** The container that holds the end of the path, as a copy that may be changed. */
function parentOf(work: Work, path: Path): Draft | undefined {
  let at: Draft = work.item;
  for (const part of path.slice(0, -1)) {
    const value: Value | undefined = Array.isArray(at)
      ? typeof part === "number"
        ? at[part]
        : undefined
      : typeof part === "string" && Object.hasOwn(at, part)
        ? at[part]
        : undefined;
    if (value === undefined) return undefined;
    const container = "M" in value ? value.M : "L" in value ? value.L : undefined;
    if (container === undefined) return undefined;
    if (work.copies.has(container)) {
      at = container as Draft; // a copy of ours
      continue;
    }
    const copy: Draft = Array.isArray(container)
      ? [...(container as readonly Value[])]
      : { ...(container as Item) };
    work.copies.add(copy);
    const wrapped = (Array.isArray(copy) ? { L: copy } : { M: copy }) as Value; // closed before anyone reads it
    if (Array.isArray(at)) at[part as number] = wrapped;
    else put(at, part as string, wrapped);
    at = copy;
  }
  return at;
}

function close(list: (Value | undefined)[]): void {
  const rest = list.filter((value) => value !== undefined);
  list.splice(0, list.length, ...rest);
}
