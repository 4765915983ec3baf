// Room simulator/dynamodb/expression: document paths: `a.b[1].#c`, with names resolved; how they are written in AWS's messages, how two
// of them may overlap, and what stands in an item where one leads.
import { attribute, type Item, type Value } from "../value.ts";

/** Names of attributes and positions in lists; the first is always a name. */
export type Path = readonly [string, ...(string | number)[]];

/** `[a, [1], b]` */
export const shown = (path: Path): string =>
  `[${path.map((part) => (typeof part === "number" ? `[${part}]` : part)).join(", ")}]`;

export function valueAt(item: Item, path: Path): Value | undefined {
  let value = attribute(item, path[0]);
  for (let index = 1; index < path.length && value !== undefined; index += 1)
    value = childOf(value, path[index]);
  return value;
}

function childOf(value: Value, part: string | number | undefined): Value | undefined {
  if (typeof part === "number") return "L" in value ? value.L[part] : undefined;
  return "M" in value && part !== undefined ? attribute(value.M, part) : undefined;
}

export type Clash = "overlap" | "conflict";

/** Overlap: one leads to or into the other. Conflict: the same place is taken for a map by one and for a list by the other. */
export function clashOf(one: Path, other: Path): Clash | undefined {
  const shorter = Math.min(one.length, other.length);
  for (let index = 0; index < shorter; index += 1) {
    const [a, b] = [one[index], other[index]];
    if (typeof a !== typeof b) return "conflict";
    if (a !== b) return undefined;
  }
  return "overlap";
}

/** In AWS's words, of the first two that clash. */
export function clashIn(paths: readonly Path[]): string | undefined {
  for (const [index, other] of paths.entries())
    for (const one of paths.slice(0, index)) {
      const clash = clashOf(one, other);
      if (clash !== undefined)
        return `Two document paths ${clash} with each other; must remove or rewrite one of these paths; path one: ${shown(one)}, path two: ${shown(other)}`;
    }
  return undefined;
}
