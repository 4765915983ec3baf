// Room simulator/matching: all rules of a bus at once. The rules become a tree that tests what most rules share first, so an event
// costs by what it meets and not by how many rules there are.
import type { Scalar } from "./condition.ts";
import { entriesAt } from "./entries.ts";
import type { EventPattern } from "./event-pattern.ts";
import { fieldIndexOf, type FieldIndex, type Found } from "./field-index.ts";
import { valueReader, type Leaf } from "./leaf.ts";

export interface Rule<Name> {
  readonly name: Name;
  readonly pattern: EventPattern;
}

/** The rules of a bus, ready to match. */
export interface RuleIndex<Name> {
  /** The names of the rules that the event (parsed JSON) matches, in the order of the rules. */
  readonly matching: (event: unknown) => readonly Name[];
}

interface Node {
  readonly fields: readonly Field[];
  /** The last event that came by, so that no event comes by twice. */
  lastEvent: number;
}

interface Field {
  readonly slot: number;
  readonly nodes: FieldIndex<Node>;
  /** The rules that are met with this field and nothing after it: the most, and kept apart for speed. */
  readonly rules: FieldIndex<number>;
}

/** The values of one path in one event; not exact where they stand in objects in arrays. */
interface Reading {
  readonly values: readonly Scalar[];
  readonly isExact: boolean;
}

type Reader = (event: object) => Reading;

const UNMET = 0;
const MAYBE = 1;
const MET = 2;

/**
 * Compiles many rules into one index.
 *
 * @example compileRules([{ name: "all", pattern: compilePattern('{"source":["orders"]}') }]).matching({ source: "orders" }) // ["all"]
 */
export function compileRules<Name>(rules: readonly Rule<Name>[]): RuleIndex<Name> {
  const { root, paths } = treeOf(rules);
  const readers = paths.map(readerOf);
  const state = new Uint8Array(rules.length);
  let events = 0;
  return {
    matching(event) {
      if (typeof event !== "object" || event === null || Array.isArray(event)) return [];
      state.fill(UNMET);
      events += 1;
      walk(root, { event, number: events, readers, readings: [], state }, true);
      return named(rules, state, event);
    },
  };
}

/** Plain loops: this runs once per event over all rules. */
function named<Name>(rules: readonly Rule<Name>[], state: Uint8Array, event: object): readonly Name[] {
  const names: Name[] = [];
  for (let at = state.indexOf(MAYBE); at !== -1; at = state.indexOf(MAYBE, at + 1))
    state[at] = rules[at]?.pattern.matches(event) === true ? MET : UNMET;
  for (let at = state.indexOf(MET); at !== -1 && at < rules.length; at += 1) {
    const rule = rules[at];
    if (state[at] === MET && rule !== undefined) names.push(rule.name);
  }
  return names;
}

interface Walk {
  readonly event: object;
  readonly number: number;
  readonly readers: readonly Reader[];
  readonly readings: (Reading | undefined)[];
  readonly state: Uint8Array;
}

/** Marks what the event meets below a node; as deep as a rule has paths. */
function walk(node: Node, at: Walk, isExact: boolean): void {
  if (node.lastEvent === at.number) return;
  node.lastEvent = at.number;
  for (const { slot, nodes, rules } of node.fields) {
    const reading = (at.readings[slot] ??= at.readers[slot]?.(at.event) ?? NOTHING);
    const isStillExact = isExact && reading.isExact;
    follow(nodes, reading, (list, count) => {
      for (let one = 0; one < count; one += 1) walkEach(list[one], at, isStillExact);
    });
    follow(rules, reading, (list, count) => markRules(at.state, list, count, isStillExact ? MET : MAYBE));
  }
}

function walkEach(node: Node | undefined, at: Walk, isExact: boolean): void {
  if (node !== undefined) walk(node, at, isExact);
}

function markRules(state: Uint8Array, rules: readonly number[], count: number, mark: number): void {
  for (let at = 0; at < count; at += 1) {
    const rule = rules[at] ?? 0;
    if (state[rule] !== MET) state[rule] = mark;
  }
}

function follow<Next>(index: FieldIndex<Next>, { values, isExact }: Reading, found: Found<Next>): void {
  for (const value of values) index.meet(value, found);
  // Absence may be absence from one element of an array, so without exactness it is always possible.
  if (values.length === 0 || !isExact) found(index.absent, index.absent.length);
}

const NOTHING: Reading = { values: [], isExact: true };

function readerOf(path: string): Reader {
  const read = valueReader(path);
  return (event) => {
    const values = read(event);
    if (values !== undefined) return { values, isExact: true };
    return { values: entriesAt(path, event).map((entry) => entry.value), isExact: false };
  };
}

interface Draft {
  readonly rules: number[];
  readonly next: Map<string, { readonly leaf: Leaf; readonly draft: Draft }>;
}

function treeOf<Name>(rules: readonly Rule<Name>[]): { root: Node; paths: readonly string[] } {
  const keys = new Map<Leaf, string>();
  const uses = new Map<string, number>();
  for (const leaf of rules.flatMap(({ pattern }) => pattern.program.flat())) {
    const key = keys.get(leaf) ?? `${leaf.path}\u0000${JSON.stringify(leaf.conditions)}`;
    keys.set(leaf, key);
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  const root: Draft = { rules: [], next: new Map() };
  for (const [at, { pattern }] of rules.entries()) {
    for (const branch of pattern.program) {
      const steps = branch.map((leaf) => ({ leaf, key: keys.get(leaf) ?? "" }));
      insert(
        root,
        steps.toSorted((a, b) => (uses.get(b.key) ?? 0) - (uses.get(a.key) ?? 0) || compare(a.key, b.key)),
        at,
      );
    }
  }
  const slots = new Map<string, number>();
  return { root: nodeOf(root, slots), paths: [...slots.keys()] };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function insert(
  root: Draft,
  steps: readonly { readonly leaf: Leaf; readonly key: string }[],
  rule: number,
): void {
  let draft = root;
  for (const { leaf, key } of steps) {
    const known = draft.next.get(key) ?? { leaf, draft: { rules: [], next: new Map() } };
    draft.next.set(key, known);
    draft = known.draft;
  }
  draft.rules.push(rule);
}

function nodeOf(draft: Draft, slots: Map<string, number>): Node {
  const byPath = Map.groupBy(draft.next.values(), ({ leaf }) => leaf.path);
  const fields = [...byPath].map(([path, followers]): Field => {
    const slot = slots.get(path) ?? slots.size;
    slots.set(path, slot);
    const ends = followers.flatMap(({ leaf, draft: { rules } }) =>
      rules.map((next) => ({ conditions: leaf.conditions, next })),
    );
    const nodes = followers
      .filter(({ draft: below }) => below.next.size > 0)
      .map(({ leaf, draft: below }) => ({ conditions: leaf.conditions, next: nodeOf(below, slots) }));
    return { slot, nodes: fieldIndexOf(nodes), rules: fieldIndexOf(ends) };
  });
  return { fields, lastEvent: 0 };
}
