// Room simulator/dynamodb/expression: a text compiled once for each set of names, since a program sends few texts many times.
import { MAX_COMPILED } from "../limits.ts";
import type { Condition, UpdateAction } from "./ast.ts";
import { clashIn, type Path } from "./path.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseUpdate } from "./parse-update.ts";
import { type Projection, projectionOf } from "./projection.ts";
import { type Names, Reader } from "./reader.ts";

interface Compiled<T> {
  readonly body: T;
  readonly usedNames: ReadonlySet<string>;
  readonly usedValues: ReadonlySet<string>;
}

export interface NamesOfCall {
  readonly names: Names;
  /** The same for the same names. */
  readonly key: string;
}

/** `kind` is the parameter's name, for messages: `FilterExpression`. */
type Compile<T> = (kind: string, text: string, names: NamesOfCall) => Compiled<T>;

function compiler<T>(parse: (reader: Reader) => T): Compile<T> {
  const known = new Map<string, Compiled<T>>();
  return (kind, text, { names, key }) => {
    const id = `${kind}\n${key}\n${text}`;
    const before = known.get(id);
    if (before !== undefined) return before;
    const reader = new Reader(kind, text, names);
    const body = parse(reader);
    const compiled = { body, usedNames: reader.usedNames, usedValues: reader.usedValues };
    // Once in a while it begins anew: what is used often is soon back.
    if (known.size >= MAX_COMPILED) known.clear();
    known.set(id, compiled);
    return compiled;
  };
}

export const compileCondition: Compile<Condition> = compiler(parseCondition);

export interface CompiledUpdate {
  readonly actions: readonly UpdateAction[];
  /** What UPDATED_OLD and UPDATED_NEW show. */
  readonly shows: Projection;
}

export const compileUpdate: Compile<CompiledUpdate> = compiler((reader) => {
  const actions = parseUpdate(reader);
  return { actions, shows: projectionOf(actions.map(({ path }) => path)) };
});

export interface CompiledProjection {
  readonly paths: readonly Path[];
  readonly projection: Projection;
}

export const compileProjection: Compile<CompiledProjection> = compiler((reader) => {
  const paths = [reader.path()];
  while (reader.takeSymbol(",")) paths.push(reader.path());
  reader.expectEnd();
  const clash = clashIn(paths);
  if (clash !== undefined) throw reader.refusal(clash);
  return { paths, projection: projectionOf(paths) };
});
