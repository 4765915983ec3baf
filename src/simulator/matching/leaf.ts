// Room simulator/matching: one path of a pattern over an event, without flattening the event. A dotted path may be cut at any dot
// (`a.b` names {"a":{"b":..}} and {"a.b":..}; SNS-10, recorded: dot_joining_*), so every grouping of the next names is tried.
import { isScalar, type Condition, type Scalar } from "./condition.ts";
import { valueTest, type ValueTest } from "./value-test.ts";

export interface Leaf {
  readonly path: string;
  readonly conditions: readonly Condition[];
  readonly test: ValueTest;
  /** `{"exists": false}` is among the conditions. */
  readonly absent: boolean;
  /** For each place in the path the names that may begin there; none where the path is too long to look this way. */
  readonly names: readonly (readonly Name[])[] | undefined;
}

interface Name {
  readonly text: string;
  /** Every object has it by inheritance, so it only counts if it is the object's own. */
  readonly inherited: boolean;
}

/** A match, no match, or not to be said without looking at which array elements the values come from. */
export type Look = "yes" | "no" | "unsure";

const MATCHED = 1;
const PRESENT = 2;
const UNSURE = 4;
/** Names grow with the square of the dots; longer paths take the thorough way. */
const MAX_QUICK_DOTS = 8;

export function leafOf(path: string, conditions: readonly Condition[]): Leaf {
  return {
    path,
    conditions,
    test: valueTest(conditions),
    absent: conditions.some((condition) => condition.op === "absent"),
    names: namesOf(path),
  };
}

function namesOf(path: string): Leaf["names"] {
  const parts = path.split(".");
  if (parts.length > MAX_QUICK_DOTS) return undefined;
  return parts.map((_, from) =>
    parts.slice(from).map((__, count) => {
      const text = parts.slice(from, from + count + 1).join(".");
      return { text, inherited: text in {} };
    }),
  );
}

/** Looks the leaf up in an event that is an object. Values inside of objects in arrays are left to the thorough way. */
export function lookAt(leaf: Leaf, event: object): Look {
  if (leaf.names === undefined) return "unsure";
  const seen = lookInto(leaf, leaf.names, event, 0);
  if ((seen & MATCHED) !== 0) return "yes";
  if ((seen & UNSURE) !== 0) return "unsure";
  return leaf.absent && (seen & PRESENT) === 0 ? "yes" : "no";
}

function lookInto(leaf: Leaf, names: NonNullable<Leaf["names"]>, node: object, from: number): number {
  let seen = 0;
  let at = from;
  for (const name of names[from] ?? []) {
    at += 1;
    const child = ownValue(node, name);
    if (child !== undefined)
      seen |= at === names.length ? lookAtValue(leaf, child) : lookDeeper(leaf, names, child, at);
    if ((seen & MATCHED) !== 0) return seen;
  }
  return seen;
}

function ownValue(node: object, name: Name): unknown {
  if (name.inherited && !Object.hasOwn(node, name.text)) return undefined;
  return (node as Readonly<Record<string, unknown>>)[name.text]; // any object can be asked for any name; the answer is unknown
}

function lookDeeper(leaf: Leaf, names: NonNullable<Leaf["names"]>, child: unknown, from: number): number {
  if (typeof child !== "object" || child === null) return 0;
  if (Array.isArray(child)) return child.some(isContainer) ? UNSURE : 0;
  return lookInto(leaf, names, child, from);
}

function isContainer(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function lookAtValue(leaf: Leaf, value: unknown): number {
  if (isScalar(value)) return leaf.test(value) ? MATCHED : PRESENT;
  if (!Array.isArray(value)) return 0;
  let seen = 0;
  for (const element of value) {
    if (isScalar(element)) seen |= leaf.test(element) ? MATCHED : PRESENT;
    else if (Array.isArray(element)) seen |= UNSURE;
    if ((seen & MATCHED) !== 0) return seen;
  }
  return seen;
}

/** Reads the scalars that a path names, or undefined where only the thorough way can say. */
export function valueReader(path: string): (event: object) => readonly Scalar[] | undefined {
  let values: Scalar[] = [];
  const gather = (value: Scalar) => {
    values.push(value);
    return false;
  };
  const leaf: Leaf = { ...leafOf(path, []), test: gather };
  return (event) => {
    values = [];
    return lookAt(leaf, event) === "unsure" ? undefined : values;
  };
}
