// Room simulator/matching: why a pattern is refused. Inside the room a refusal is a reason and a place; each dialect puts its own
// service's words and code around it.

/** Thrown while a pattern is read: AWS's reason, and where in the text the reader stood. */
export class Refusal extends Error {
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(reason);
    this.name = "Refusal";
    this.offset = offset;
  }
}

/** Line and column as AWS's JSON reader counts them: from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/**
 * An EventBridge pattern that AWS refuses.
 *
 * @example compilePattern('{"a":"b"}') // PatternError: Event pattern is not valid. Reason: "a" must be an object or an array
 */
export class PatternError extends Error {
  readonly code = "InvalidEventPatternException";
  readonly place: Place;
  constructor(reason: string, place: Place) {
    super(`Event pattern is not valid. Reason: ${reason}`);
    this.name = "PatternError";
    this.place = place;
  }
}

/** An SNS filter policy that AWS refuses, in the words of the call that carried it. */
export class FilterPolicyError extends Error {
  readonly code = "InvalidParameter";
  readonly place: Place;
  constructor(message: string, place: Place) {
    super(message);
    this.name = "FilterPolicyError";
    this.place = place;
  }
}

/** One event of hostile shape would have taken too long to match; never thrown for a pattern. */
export class MatchBudgetError extends Error {
  constructor(steps: number) {
    super(`matching one event took more than ${steps} steps: too many arrays of objects under one name`);
    this.name = "MatchBudgetError";
  }
}
