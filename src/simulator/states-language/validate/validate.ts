// Room states-language, validation: a definition as CreateStateMachine takes it, a text, to a machine that can be run, or to AWS's refusal.
import { type Machine, machineOf } from "../definition.ts";
import { depthOf, isObject, type Json, type JsonObject } from "../json.ts";
import { DEFINITION_MAX_BYTES, JSON_MAX_DEPTH } from "../limits.ts";
import { InvalidDefinition, type Issue } from "./issue.ts";
import { checkDefinition } from "./machine.ts";

export interface ValidateOptions {
  /** Express machines know no jobs, no tokens, no activities (SFN-03). */
  readonly type?: "STANDARD" | "EXPRESS";
}

/**
 * Reads and checks a definition.
 *
 * @throws InvalidDefinition with every problem found, in AWS's words.
 * @example
 * parseDefinition('{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}').startAt // "A"
 */
export function parseDefinition(text: string, options: ValidateOptions = {}): Machine {
  const definition = readJson(text);
  const issues = problemsIn(definition, options);
  if (issues.length > 0) throw new InvalidDefinition(issues);
  return machineOf(definition);
}

/** Every problem of a definition that is JSON already. */
export function problemsIn(definition: JsonObject, options: ValidateOptions = {}): readonly Issue[] {
  if (depthOf(definition) > JSON_MAX_DEPTH) return [unreadable(TOO_DEEP)];
  const issues: Issue[] = [];
  checkDefinition(definition, { express: options.type === "EXPRESS" }, (issue) => issues.push(issue));
  return issues;
}

function readJson(text: string): JsonObject {
  if (Buffer.byteLength(text) > DEFINITION_MAX_BYTES)
    throw refuse(`The definition has more than ${DEFINITION_MAX_BYTES} bytes`);
  const value = parse(text);
  if (!isObject(value)) throw refuse("The state machine definition must be a JSON object");
  return value;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON.parse answers JSON and nothing else
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}

const TOO_DEEP = `Document nesting depth exceeds the maximum allowed (${JSON_MAX_DEPTH})`;

function unreadable(message: string): Issue {
  return { code: "INVALID_JSON_DESCRIPTION", message, location: null };
}

function refuse(message: string): InvalidDefinition {
  return new InvalidDefinition([unreadable(message)]);
}
