// Room simulator/matching: a pattern's text as its branches: flat maps from dotted path to conditions. `$or` makes several; a path
// that stands twice keeps its last conditions, as AWS's reader has it.
import type { Branch, Condition } from "./condition.ts";
import { cursorOver, type Cursor } from "./cursor.ts";
import type { Dialect } from "./dialect.ts";
import { readAlternative } from "./expression.ts";
import { isOr, OR_KEYWORD, RESERVED_INSIDE_OR } from "./or.ts";
import type { Token } from "./tokens.ts";

type Draft = Map<string, readonly Condition[]>;

interface Reading {
  readonly cursor: Cursor;
  readonly dialect: Dialect;
}

/**
 * The branches of a pattern.
 *
 * @throws Refusal in AWS's words.
 */
export function readBranches(tokens: readonly Token[], dialect: Dialect): readonly Branch[] {
  const cursor = cursorOver(tokens);
  if (cursor.next().kind !== "{") throw cursor.refuse("Filter is not an object");
  return readObject({ cursor, dialect }, "", [], false);
}

/** Reads the members of an object; depth is bounded by the tokens (1,000). */
function readObject(reading: Reading, prefix: string, before: readonly Draft[], insideOr: boolean): Draft[] {
  const { cursor, dialect } = reading;
  let drafts = [...before];
  let empty = true;
  for (let token = cursor.next(); token.kind !== "}"; token = cursor.next()) {
    empty = false;
    const name = token.text;
    if (name === OR_KEYWORD && (dialect.strictOr || isOr(cursor.ahead()))) {
      drafts = readOr(reading, prefix, drafts);
    } else {
      if (insideOr && RESERVED_INSIDE_OR.has(name)) throw cursor.refuse(reservedName(name));
      drafts = readMember(reading, `${prefix}${name}`, name, drafts, insideOr);
    }
  }
  if (empty) throw cursor.refuse("Empty objects are not allowed");
  return drafts;
}

function reservedName(name: string): string {
  return `${name} is Ruler reserved fieldName which cannot be used inside ${OR_KEYWORD}.`;
}

function readMember(
  reading: Reading,
  path: string,
  name: string,
  drafts: readonly Draft[],
  insideOr: boolean,
): Draft[] {
  const { cursor } = reading;
  const { kind } = cursor.next();
  if (kind === "{") return readObject(reading, `${path}.`, drafts, insideOr);
  if (kind !== "[") throw cursor.refuse(`"${name}" must be an object or an array`);
  const conditions = readList(reading);
  return (drafts.length === 0 ? [new Map<string, readonly Condition[]>()] : drafts).map((draft) =>
    draft.set(path, conditions),
  );
}

function readList({ cursor, dialect }: Reading): readonly Condition[] {
  const conditions: Condition[] = [];
  for (let token = cursor.next(); token.kind !== "]"; token = cursor.next())
    conditions.push(readAlternative(cursor, token, dialect));
  if (conditions.length === 0) throw cursor.refuse("Empty arrays are not allowed");
  return conditions;
}

/** Every alternative goes on from a copy of what was read before the `$or`. */
function readOr(reading: Reading, prefix: string, before: readonly Draft[]): Draft[] {
  const { cursor, dialect } = reading;
  if (cursor.next().kind !== "[") throw cursor.refuse(`It must be an Array followed with ${OR_KEYWORD}.`);
  const drafts: Draft[] = [];
  let alternatives = 0;
  for (let token = cursor.next(); token.kind !== "]"; token = cursor.next()) {
    alternatives += 1;
    if (token.kind !== "{")
      throw cursor.refuse(`Only JSON object is allowed in array of ${OR_KEYWORD} relationship.`);
    const copies = before.map((draft) => new Map(draft));
    drafts.push(...readObject(reading, prefix, copies, true));
    if (drafts.length > dialect.maxBranches) throw cursor.refuse(dialect.tooManyBranches);
  }
  if (alternatives < 2)
    throw cursor.refuse(`There must have at least 2 Objects in ${OR_KEYWORD} relationship.`);
  return drafts;
}
