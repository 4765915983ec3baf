// Room states-language, JSONPath: a path of the definition against payload, context object or variables, whichever it names.
import { runtimeError } from "../failure.ts";
import { isObject, type Json, member } from "../json.ts";
import type { Scope } from "../scope.ts";
import { parsePath } from "./parse.ts";
import { PathInvalid } from "./path.ts";
import { findPath, PathMissing, readPath } from "./read.ts";

/** The value at a path. @throws PathMissing */
export function valueAt(text: string, scope: Scope): Json {
  const { root, path } = rootOf(text, scope);
  return readPath(path, root);
}

/** The value at a path, undefined where there is none. */
export function lookUp(text: string, scope: Scope): Json | undefined {
  try {
    const { root, path } = rootOf(text, scope);
    return findPath(path, root);
  } catch (error) {
    if (error instanceof PathMissing) return undefined;
    throw asRuntime(error, text);
  }
}

/** InputPath and OutputPath: the cause tells Jayway's own reason (recorded: CATCH_STATE_RUNTIME). */
export function filterBy(text: string, scope: Scope): Json {
  try {
    return valueAt(text, scope);
  } catch (error) {
    if (error instanceof PathMissing) throw runtimeError(`Invalid path '${text}' : ${error.message}`);
    throw asRuntime(error, text);
  }
}

/** Every other field: the cause names the field and the input (recorded: INVALID_JSONPATH_IN_ERRORPATH). */
export function fieldAt(text: string, field: string, scope: Scope): Json {
  try {
    return valueAt(text, scope);
  } catch (error) {
    if (error instanceof PathMissing) throw runtimeError(notFound(text, field, scope));
    throw asRuntime(error, text);
  }
}

function notFound(text: string, field: string, scope: Scope): string {
  return `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${inputText(text, scope)}'`;
}

/** The text of what the path was looked up in. */
export function inputText(text: string, scope: Scope): string {
  return JSON.stringify(text.startsWith("$$") ? scope.context : scope.input);
}

/** What AWS would not have taken fails the state that names it. */
export function asRuntime(error: unknown, text: string): unknown {
  return error instanceof PathInvalid ? runtimeError(`Invalid path '${text}' : ${error.message}`) : error;
}

function rootOf(text: string, scope: Scope) {
  if (text.startsWith("$$")) return { root: scope.context as Json, path: parsePath(text.slice(1)) };
  const name = /^\$([\p{ID_Start}_][\p{ID_Continue}]*)/u.exec(text)?.[1];
  if (name === undefined) return { root: scope.input, path: parsePath(text) };
  const root = isObject(scope.variables) ? member(scope.variables, name) : undefined;
  if (root === undefined) throw new PathMissing(`No results for path: $['${name}']`);
  return { root, path: parsePath(`$${text.slice(name.length + 1)}`) };
}
