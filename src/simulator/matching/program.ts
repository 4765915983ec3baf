// Room simulator/matching: a compiled pattern: its branches as leaves, each looked up at most once per event. Compile once, match fast.
import type { Branch } from "./condition.ts";
import { matchesConsistently } from "./consistent.ts";
import { leafOf, lookAt, type Leaf, type Look } from "./leaf.ts";

/** One list of leaves per branch; leaves that stand in several branches are the same object. */
export type Program = readonly (readonly Leaf[])[];

export function programOf(branches: readonly Branch[]): Program {
  const known = new Map<unknown, Map<string, Leaf>>();
  return branches.map((branch) =>
    [...branch].map(([path, conditions]) => {
      const byPath = known.get(conditions) ?? new Map<string, Leaf>();
      known.set(conditions, byPath);
      const leaf = byPath.get(path) ?? leafOf(path, conditions);
      byPath.set(path, leaf);
      return leaf;
    }),
  );
}

/** Whether the event, parsed JSON, matches one of the branches. What is not a JSON object matches nothing. */
export function matchesProgram(program: Program, event: unknown): boolean {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return false;
  const [only] = program;
  if (only !== undefined && program.length === 1) return matchesBranch(only, event, lookAt);
  const looks = new Map<Leaf, Look>();
  const lookOnce = (leaf: Leaf) => {
    const look = looks.get(leaf) ?? lookAt(leaf, event);
    looks.set(leaf, look);
    return look;
  };
  return program.some((leaves) => matchesBranch(leaves, event, lookOnce));
}

function matchesBranch(
  leaves: readonly Leaf[],
  event: object,
  look: (leaf: Leaf, event: object) => Look,
): boolean {
  let unsure: Leaf[] | undefined;
  for (const leaf of leaves) {
    const seen = look(leaf, event);
    if (seen === "no") return false;
    if (seen === "unsure") (unsure ??= []).push(leaf);
  }
  if (unsure === undefined) return true;
  // A leaf that matches anyhow may yet choose the element in which another name is absent, so then none is left out.
  return matchesConsistently(unsure.some((leaf) => leaf.absent) ? leaves : unsure, event);
}
