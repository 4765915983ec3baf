// Room simulator/matching: EventBridge event patterns.
import { isTooComplex, TOO_COMPLEX } from "./complexity.ts";
import { readBranches } from "./branches.ts";
import { EVENT_BRIDGE } from "./dialect.ts";
import { PatternError, placeOf, Refusal } from "./errors.ts";
import { matchesProgram, programOf, type Program } from "./program.ts";
import { tokensOf } from "./tokens.ts";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

/** A pattern that AWS would take, ready to match. */
export interface EventPattern {
  /** Whether the event (parsed JSON) matches. */
  readonly matches: (event: unknown) => boolean;
  readonly program: Program;
}

export interface PatternOptions {
  /** The quota "Event pattern size": 2,048 characters unless raised. */
  readonly maxCharacters?: number;
}

const MAX_CHARACTERS = 2_048;

/**
 * Compiles an event pattern; matching it never parses again.
 *
 * @throws PatternError (InvalidEventPatternException) with AWS's reason.
 * @example compilePattern('{"detail":{"amount":[{"numeric":[">=",1000]}]}}').matches({ detail: { amount: 1000 } }) // true
 */
export function compilePattern(pattern: string | JsonObject, options: PatternOptions = {}): EventPattern {
  const text = typeof pattern === "string" ? pattern : JSON.stringify(pattern);
  try {
    const program = read(text, options.maxCharacters ?? MAX_CHARACTERS);
    return { matches: (event) => matchesProgram(program, event), program };
  } catch (error) {
    if (error instanceof Refusal) throw new PatternError(error.message, placeOf(text, error.offset));
    throw error;
  }
}

function read(text: string, maxCharacters: number): Program {
  if (text.length > maxCharacters)
    throw new Refusal(`Event pattern is longer than ${maxCharacters} characters`, maxCharacters);
  const branches = readBranches(tokensOf(text), EVENT_BRIDGE);
  if (isTooComplex(branches)) throw new Refusal(TOO_COMPLEX, text.length);
  return programOf(branches);
}
