// Room simulator/matching: how many beginnings of wildcard patterns one value can keep alive at once, which is what AWS bounds
// (EventBridge user guide, "Wildcard matching complexity"; aws/event-ruler, MachineComplexityEvaluator). AWS publishes no number: ten
// agrees with what users report (four of `*/datasync/*.tif` refused, four of `*.tif` taken).
import type { Branch, Condition } from "./condition.ts";
import type { Wildcard } from "./wildcard.ts";

export const TOO_COMPLEX =
  "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character";
const MAX_ALIVE = 10;
/** How many sets of places are looked at for one path; beyond that the pattern is taken. */
const MAX_SETS = 5_000;

/** A place in the patterns: what may follow it, whether any text may pass by, and how many patterns go through it. */
interface State {
  readonly byChar: Map<string, State[]>;
  star: State | undefined;
  loops: boolean;
  readonly patterns: Set<Condition>;
}

/** Whether AWS refuses the pattern for its wildcards. */
export function isTooComplex(branches: readonly Branch[]): boolean {
  const lists = new Set(branches.flatMap((branch) => [...branch.values()]));
  return lists.values().some((conditions) => exceeds(conditions));
}

function exceeds(conditions: readonly Condition[]): boolean {
  if (!conditions.some((condition) => wildcardsOf(condition).length > 0)) return false;
  const start = newState();
  for (const condition of conditions) {
    for (const pieces of wildcardsOf(condition)) addPattern(start, condition, pieces);
  }
  return mostAlive(start) > MAX_ALIVE;
}

function wildcardsOf(condition: Condition): readonly Wildcard[] {
  if (condition.op === "wildcard") return [condition.pieces];
  return condition.op === "anything-but" ? condition.excluded.flatMap(wildcardsOf) : [];
}

function newState(): State {
  return { byChar: new Map(), star: undefined, loops: false, patterns: new Set() };
}

/** Beginnings up to and with the first star are shared between patterns; what follows it is each pattern's own. */
function addPattern(start: State, condition: Condition, pieces: Wildcard): void {
  let state = start;
  start.patterns.add(condition);
  for (const [at, piece] of pieces.entries()) {
    if (at > 0) {
      state = starAfter(state, at === 1);
      state.patterns.add(condition);
    }
    // AWS matches the text in its quotes, so the first and the last quote are places too.
    const text = `${at === 0 ? '"' : ""}${piece}${at === pieces.length - 1 ? '"' : ""}`;
    for (const char of text) {
      state = charAfter(state, char, at === 0);
      state.patterns.add(condition);
    }
  }
}

function starAfter(state: State, isShared: boolean): State {
  const star = (isShared ? state.star : undefined) ?? { ...newState(), loops: true };
  state.star = star;
  return star;
}

function charAfter(state: State, char: string, isShared: boolean): State {
  const known = state.byChar.get(char) ?? [];
  const [shared] = isShared ? known : [];
  if (shared !== undefined) return shared;
  const next = newState();
  state.byChar.set(char, [...known, next]);
  return next;
}

/** Walks the sets of places that some text can reach, and stops at the first that is too large. */
function mostAlive(start: State): number {
  const names = new Map<State, number>();
  const seen = new Set<string>();
  const waiting: ReadonlySet<State>[] = [closure([start])];
  let most = 0;
  for (let set = waiting.pop(); set !== undefined && seen.size < MAX_SETS; set = waiting.pop()) {
    for (const next of nextSets(set)) {
      most = Math.max(most, weightOf(next));
      if (most > MAX_ALIVE) return most;
      const key = keyOf(next, names);
      if (!seen.has(key)) waiting.push(next);
      seen.add(key);
    }
  }
  return most;
}

function closure(states: readonly State[]): ReadonlySet<State> {
  const all = new Set<State>();
  for (const state of states) {
    all.add(state);
    if (state.star !== undefined) all.add(state.star);
  }
  return all;
}

/** One set for each character that some place waits for, and one for every other character. */
function nextSets(set: ReadonlySet<State>): ReadonlySet<State>[] {
  const chars = new Set<string | undefined>([undefined]);
  for (const state of set) for (const char of state.byChar.keys()) chars.add(char);
  return [...chars]
    .map((char) => closure([...set].flatMap((state) => followers(state, char))))
    .filter((next) => next.size > 0);
}

function followers(state: State, char: string | undefined): readonly State[] {
  const next = char === undefined ? [] : (state.byChar.get(char) ?? []);
  return state.loops ? [...next, state] : next;
}

function weightOf(set: ReadonlySet<State>): number {
  return set.values().reduce((sum, state) => sum + state.patterns.size, 0);
}

function keyOf(set: ReadonlySet<State>, names: Map<State, number>): string {
  const ids = [...set].map((state) => {
    const id = names.get(state) ?? names.size;
    names.set(state, id);
    return id;
  });
  return ids.toSorted((a, b) => a - b).join(",");
}
