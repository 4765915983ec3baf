// Room simulator/dynamodb/expression: the parts of an item that some paths lead to. Elements taken from a list keep their order and
// close up.
import { type Item, put, type Value } from "../value.ts";
import type { Path } from "./path.ts";

/** Paths as a tree, so that each container is written once. */
interface Branch {
  readonly parts: Map<string | number, Branch>;
  isWhole: boolean;
}

export type Projection = Branch;

const branch = (): Branch => ({ parts: new Map(), isWhole: false });

export function projectionOf(paths: readonly Path[]): Projection {
  const root = branch();
  for (const path of paths) {
    let at = root;
    for (const part of path) {
      const next = at.parts.get(part) ?? branch();
      at.parts.set(part, next);
      at = next;
    }
    at.isWhole = true;
  }
  return root;
}

export function projected(item: Item, { parts }: Projection): Item {
  const found: Record<string, Value> = {};
  for (const [name, below] of parts) {
    if (typeof name === "number" || !Object.hasOwn(item, name)) continue;
    const value = item[name];
    const part = value === undefined ? undefined : partOf(value, below);
    if (part !== undefined) put(found, name, part);
  }
  return found;
}

function partOf(value: Value, below: Branch): Value | undefined {
  if (below.isWhole) return value;
  if ("M" in value) {
    const M = projected(value.M, below);
    return Object.keys(M).length === 0 ? undefined : { M };
  }
  if (!("L" in value)) return undefined;
  const indexes = [...below.parts.keys()].filter((part) => typeof part === "number");
  const L: Value[] = [];
  for (const index of indexes.toSorted((a, b) => a - b)) {
    const [element, next] = [value.L[index], below.parts.get(index)];
    const part = element === undefined || next === undefined ? undefined : partOf(element, next);
    if (part !== undefined) L.push(part);
  }
  return L.length === 0 ? undefined : { L };
}
