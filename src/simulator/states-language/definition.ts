// Room states-language: a definition as the interpreter walks it: machines of states, with their nested machines already found. The
// fields themselves stay as they were written, because most of them are expressions.
import { isObject, type Json, type JsonObject, listOf, member, numberOf, objectOf, textOf } from "./json.ts";

export type StateType = "Task" | "Pass" | "Choice" | "Wait" | "Succeed" | "Fail" | "Parallel" | "Map";
export type QueryLanguage = "JSONPath" | "JSONata";

export interface Machine {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
  readonly timeoutS?: number;
}

export interface State {
  readonly name: string;
  readonly type: StateType;
  readonly language: QueryLanguage;
  readonly fields: JsonObject;
  /** The branches of a Parallel; the one processor of a Map. */
  readonly machines: readonly Machine[];
  /** A Map whose processor runs as child executions. */
  readonly distributed: boolean;
}

export const STATE_TYPES: ReadonlySet<string> = new Set<StateType>([
  "Task",
  "Pass",
  "Choice",
  "Wait",
  "Succeed",
  "Fail",
  "Parallel",
  "Map",
]);

/** Reads a definition that validation has passed; anything else is read as far as it goes. */
export function machineOf(fields: JsonObject, outer: QueryLanguage = "JSONPath"): Machine {
  const language = languageOf(fields, outer);
  const states = Object.entries(objectOf(fields, "States") ?? {})
    .filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    .map(([name, state]) => [name, stateOf(name, state, language)] as const);
  const timeoutS = numberOf(fields, "TimeoutSeconds");
  const machine = { startAt: textOf(fields, "StartAt") ?? "", states: new Map(states) };
  return timeoutS === undefined ? machine : { ...machine, timeoutS };
}

function stateOf(name: string, fields: JsonObject, outer: QueryLanguage): State {
  const language = languageOf(fields, outer);
  const processor = processorOf(fields);
  const nested = [...(listOf(fields, "Branches") ?? []), ...(processor === undefined ? [] : [processor])];
  return {
    name,
    type: typeOf(fields),
    language,
    fields,
    // A state's own QueryLanguage does not reach into its branches; the machine's does.
    machines: nested.filter(isObject).map((one) => machineOf(one, outer)),
    distributed: textOf(objectOf(processor ?? {}, "ProcessorConfig") ?? {}, "Mode") === "DISTRIBUTED",
  };
}

export function processorOf(fields: JsonObject): JsonObject | undefined {
  return objectOf(fields, "ItemProcessor") ?? objectOf(fields, "Iterator");
}

function languageOf(fields: JsonObject, outer: QueryLanguage): QueryLanguage {
  const named = textOf(fields, "QueryLanguage");
  return named === "JSONata" || named === "JSONPath" ? named : outer;
}

function typeOf(fields: JsonObject): StateType {
  const type: Json | undefined = member(fields, "Type");
  return typeof type === "string" && isStateType(type) ? type : "Fail";
}

function isStateType(text: string): text is StateType {
  return STATE_TYPES.has(text);
}
