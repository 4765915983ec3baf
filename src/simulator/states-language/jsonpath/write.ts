// Room states-language, JSONPath: ResultPath puts a value at a reference path and makes the objects on the way.
import { isArray, isObject, type Json, member } from "../json.ts";
import { isReferencePath, type Path, type Token } from "./path.ts";

/** Nothing can be put at this path of this input. */
export class PathBlocked extends Error {}

/**
 * The input with the value at the path; the input itself stays as it was.
 *
 * @throws PathBlocked where a value that is no container stands in the way.
 */
export function writePath(path: Path, input: Json, value: Json): Json {
  if (!isReferencePath(path)) throw new PathBlocked(`${path.text} is not a reference path`);
  return put(path.tokens, input, value);
}

function put(tokens: readonly Token[], into: Json | undefined, value: Json): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (token.kind === "properties") {
    const name = token.names[0] ?? "";
    if (into !== undefined && !isObject(into)) throw new PathBlocked(name);
    const inner = into === undefined ? undefined : member(into, name);
    return Object.fromEntries([...Object.entries(into ?? {}), [name, put(rest, inner, value)]]);
  }
  const at = token.kind === "indexes" ? (token.indexes[0] ?? 0) : 0;
  if (into === undefined || !isArray(into) || at < 0 || at >= into.length) throw new PathBlocked(String(at));
  return into.with(at, put(rest, into[at], value));
}
