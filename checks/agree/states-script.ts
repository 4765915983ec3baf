// Checks: worlds for rows whose definition calls a service. A row keeps no answers of tasks, but their order and outcome stand in its event
// types, and most answers come out again in its output. So the answers are looked for among the values that the row carries; a row for
// which none of them leads to AWS's history cannot be judged.
import type {
  Json,
  JsonObject,
  ScriptedWorld,
  TaskAnswer,
} from "../../src/simulator/states-language/index.ts";
import type { Row } from "./judge.ts";
import { isJsonObject, jsonOf, START_MS, stoppedAsIn, stringsIn, textsOf } from "./states-row.ts";

/** One guess of what ran in the world that the recorder saw. */
export interface Script {
  readonly definition: JsonObject;
  readonly input: Json;
  readonly world: ScriptedWorld;
}

interface Attempt {
  readonly outcome: "Succeeded" | "Failed" | "TimedOut" | "none";
  readonly submitted: boolean;
}

/** Enough for every row there is; a guard against rows with many values. */
const MAX_SCRIPTS = 3_000;

export function* scriptsOf(row: Row, definition: JsonObject): Generator<Script> {
  let made = 0;
  const attempts = attemptsOf(row);
  for (const ran of definitionsOf(row, definition)) {
    for (const input of inputsOf(row)) {
      for (const world of worldsOf(row, attempts, definition)) {
        made += 1;
        if (made > MAX_SCRIPTS) return;
        yield { definition: ran, input, world };
      }
    }
  }
}

/** How each attempt of a task went, in the order they were scheduled. */
function attemptsOf(row: Row): readonly Attempt[] {
  const attempts: Attempt[] = [];
  // In a sorted row an outcome may stand before its attempt.
  const early: Attempt["outcome"][] = [];
  for (const type of textsOf(row.eventTypes)) {
    const found = /^(?:Task|LambdaFunction|Activity)(Scheduled|Submitted|Succeeded|Failed|TimedOut)$/.exec(
      type,
    )?.[1];
    const last = attempts.at(-1);
    if (found === "Scheduled") attempts.push({ outcome: early.shift() ?? "none", submitted: false });
    else if (found === "Submitted" && last !== undefined)
      attempts[attempts.length - 1] = { ...last, submitted: true };
    else if (found === "Succeeded" || found === "Failed" || found === "TimedOut") {
      const open = attempts.findIndex(({ outcome }) => outcome === "none");
      if (open < 0) early.push(found);
      else attempts[open] = { outcome: found, submitted: attempts[open]?.submitted ?? false };
    }
  }
  return attempts;
}

function* worldsOf(row: Row, attempts: readonly Attempt[], definition: JsonObject): Generator<ScriptedWorld> {
  const results = [...resultsIn(row), ...resultsAsked(definition)];
  const ordered = inOrder(row);
  const contents = contentsOf(row);
  const guided = guidedBy(definition, jsonOf(row.output));
  const succeeded = attempts.filter(({ outcome }) => outcome === "Succeeded").length;
  const failed = attempts.filter(({ outcome }) => outcome === "Failed").length;
  // What is likelier first: one result for all, then each with each.
  for (const choose of [alike, paired]) {
    for (const failures of failuresFor(failuresIn(row, definition), failed)) {
      for (const content of contents) {
        const rest = { row, attempts, failures, content };
        if (guided.length > 1 && choose === alike) yield worldOf({ ...rest, results: guided });
        if (ordered.length > 1 && choose === alike) yield worldOf({ ...rest, results: ordered });
        for (const chosen of choose(results, succeeded)) yield worldOf({ ...rest, results: chosen });
      }
    }
  }
}

/** The same failure every time, or another one in the end. */
function* failuresFor(failures: readonly Fault[], count: number): Generator<readonly Fault[]> {
  for (const one of failures) yield Array.from({ length: Math.max(1, count) }, () => one);
  if (count < 2) return;
  for (const at of failures.keys()) yield failures.slice(at, at + count);
  for (const one of failures)
    for (const last of failures)
      if (one !== last) yield [...Array.from({ length: count - 1 }, () => one), last];
}

/** Results that a ResultPath put into the output, in the order of the states. */
function guidedBy(definition: JsonObject, output: Json): readonly Json[] {
  const states = isJsonObject(definition.States) ? Object.values(definition.States).filter(isJsonObject) : [];
  return states.flatMap((state) => {
    const name = /^\$\.(\w+)$/.exec(typeof state.ResultPath === "string" ? state.ResultPath : "")?.[1];
    const value = name !== undefined && isJsonObject(output) ? output[name] : undefined;
    return state.Type === "Task" && value !== undefined ? [value] : [];
  });
}

/** What the items or branches of the row answered, one after the other. */
function inOrder(row: Row): readonly Json[] {
  const output = jsonOf(row.output);
  return Array.isArray(output) ? output : [];
}

/** What a Choice after the task asks for: `$.Payload.ok` and `true` are the result `{"Payload":{"ok":true}}`. */
function resultsAsked(definition: Json): readonly Json[] {
  if (typeof definition !== "object" || definition === null) return [];
  const inner = Object.values(definition).flatMap((one: Json) => resultsAsked(one));
  const { Variable, Next: _, ...rule } = isJsonObject(definition) ? definition : {};
  const [value] = Object.values(rule);
  if (typeof Variable !== "string" || value === undefined || !/^\$(?:\.\w+)+$/.test(Variable)) return inner;
  const names = Variable.split(".").slice(1);
  return [names.reduceRight<Json>((made, name) => ({ [name]: made }), value), ...inner];
}

/** Each value for all of them; nothing where there is none to give. */
function* alike(values: readonly Json[], count: number): Generator<readonly Json[]> {
  if (count === 0) return yield [];
  for (const value of values) yield Array.from({ length: count }, () => value);
}

/** Each value first, each other one after it. */
function* paired(values: readonly Json[], count: number): Generator<readonly Json[]> {
  if (count < 2) return;
  for (const one of values) for (const other of values) if (one !== other) yield [one, other];
}

interface Fault {
  readonly error?: string;
  readonly cause?: string;
}

interface Guess {
  readonly row: Row;
  readonly attempts: readonly Attempt[];
  readonly results: readonly Json[];
  readonly failures: readonly Fault[];
  readonly content: Json;
}

function worldOf({ row, attempts, results, failures, content }: Guess): ScriptedWorld {
  const isScheduled = textsOf(row.eventTypes).includes("ActivityScheduled");
  let at = 0;
  let used = 0;
  let fallen = 0;
  return {
    ...stoppedAsIn(row),
    items: () => content,
    task: (command): TaskAnswer => {
      const attempt = attempts[at] ?? attempts.at(-1);
      at += 1;
      const submitted = attempt?.submitted === true ? { submitted: {} } : {};
      if (command.integration.kind === "activity" && !isScheduled)
        return { refused: "The activity activity_arn does not exist." };
      if (attempt?.outcome === "Failed") {
        fallen += 1;
        return { failed: failures[Math.min(fallen, failures.length) - 1] ?? {}, ...submitted };
      }
      // Tasks of child executions have no line in the row.
      if (attempt !== undefined && attempt.outcome !== "Succeeded") return { silent: true, ...submitted };
      const output = results.length === 0 ? ECHO : (results[Math.min(used, results.length - 1)] ?? null);
      used += 1;
      return { output: output === ECHO ? echoOf(command.input) : output, ...submitted };
    },
  };
}

/** The recorder's functions mostly answered what they were given. */
const ECHO = "echo of the request";

function echoOf(input: Json): Json {
  const payload = isJsonObject(input) ? input.Payload : undefined;
  return payload ?? input;
}

/** Values that a task may have answered: whatever stands anywhere in what the row kept, largest first. */
function resultsIn(row: Row): readonly Json[] {
  const kept = [jsonOf(row.output), ...(Array.isArray(row.assigned) ? row.assigned.map(jsonOf) : [])];
  const parts = kept.flatMap(withParts);
  // lambda:invoke answers the function's result as Payload.
  const all = [...parts, ECHO, {}, null, ...parts.map((Payload) => ({ Payload }))];
  const unique = new Map(all.map((value) => [JSON.stringify(value), value]));
  return [...unique.values()].slice(0, 60);
}

function withParts(value: Json): readonly Json[] {
  if (typeof value !== "object" || value === null) return [value];
  return [value, ...Object.values(value).flatMap((one: Json) => withParts(jsonOf(one)))];
}

function failuresIn(row: Row, definition: JsonObject): readonly Fault[] {
  const own = failureOf(row.error, row.cause);
  const caught = withParts(jsonOf(row.output))
    .filter(isJsonObject)
    .filter((one) => "Error" in one && "Cause" in one);
  const told = [own, ...caught.map((one) => failureOf(one.Error, one.Cause))];
  const names = stringsIn(errorNames(definition)).map(
    (error) => told.find((one) => one.error === error) ?? { error, cause: "" },
  );
  return [...told, ...names];
}

function failureOf(error: unknown, cause: unknown): Fault {
  const text = typeof cause === "object" && cause !== null ? JSON.stringify(cause) : cause;
  return {
    ...(typeof error === "string" ? { error } : {}),
    ...(typeof text === "string" ? { cause: text } : {}),
  };
}

function errorNames(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([key, one]) => (key === "ErrorEquals" ? one : errorNames(one)));
}

/** What an ItemReader may have read: the items of the output, batched or not, or what is no list. */
function contentsOf(row: Row): readonly Json[] {
  const output = jsonOf(row.output);
  if (!Array.isArray(output)) return [{}, []];
  const batched = output.flatMap((one: Json) =>
    isJsonObject(one) && Array.isArray(one.Items) ? one.Items : [],
  );
  return batched.length > 0 ? [batched, output] : [output];
}

const PLACEHOLDER = /^_+tb[cd]_*$|_PLACEHOLDER%$|:your-account-id:/i;
const LAMBDA = "arn:aws:lambda:us-east-1:111111111111:function:recorded";
const ACTIVITY = "arn:aws:states:us-east-1:111111111111:activity:recorded";

/** The template itself, then with the edits that the row still shows: its test's parameter, its variables, its cause. */
function* definitionsOf(row: Row, definition: JsonObject): Generator<JsonObject> {
  const isOpen = stringsIn(definition).some((text) => PLACEHOLDER.test(text));
  if (!isOpen) yield definition;
  if (row.templateEditedByTest !== true) return;
  const parameter = parameterOf(row);
  if (parameter?.startsWith("$") === true)
    yield edited(definition, (key, text) => (isPath(key, text) ? parameter : undefined));
  if (!isOpen) return;
  const types = textsOf(row.eventTypes);
  const resource = types.includes("LambdaFunctionScheduled") ? LAMBDA : ACTIVITY;
  for (const value of valuesFor(row, parameter)) {
    yield edited(definition, (key, text) => {
      if (!PLACEHOLDER.test(text)) return undefined;
      if (key === "Resource") return resource;
      if (/CONTEXT_OBJECT/.test(text) && parameter === undefined) return "$$.Execution.Input";
      return key === "FunctionName" ? LAMBDA : value;
    });
  }
}

function isPath(key: string, text: string): boolean {
  return text.startsWith("$") && (key.endsWith(".$") || key.endsWith("Path"));
}

/** `test_x[$.items[0]]/history` was given `$.items[0]`. */
function parameterOf(row: Row): string | undefined {
  const id = typeof row.id === "string" ? row.id : "";
  return /::[^[]*\[(.*)\]\/[^/]*$/.exec(id)?.[1];
}

function valuesFor(row: Row, parameter: string | undefined): readonly Json[] {
  const expression = /The JSONata expression '(.*)' specified for the field/.exec(String(row.cause))?.[1];
  const variables = (Array.isArray(row.assigned) ? row.assigned : []).flatMap((one: unknown) =>
    isJsonObject(one) ? Object.values(one).map((value) => jsonOf(value)) : [],
  );
  const output = jsonOf(row.output);
  return [
    ...(expression === undefined ? [] : [`{% ${expression} %}`]),
    ...variables,
    ...(parameter === undefined ? [] : [parameter]),
    ...(row.output === null ? [] : [output]),
    "recorded",
  ];
}

function edited(value: JsonObject, change: (key: string, text: string) => Json | undefined): JsonObject {
  const walk = (one: Json, key: string): Json => {
    if (typeof one === "string") {
      const changed = change(key, one);
      return changed === undefined ? one : changed;
    }
    if (Array.isArray(one)) return one.map((inner: Json) => walk(inner, key));
    return isJsonObject(one)
      ? Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, walk(inner, name)]))
      : one;
  };
  const made = walk(value, "");
  return isJsonObject(made) ? made : value;
}

/** The input; where the recorder hid a time, the one its cause tells, one that is past, and one as far off as the test says. */
function* inputsOf(row: Row): Generator<Json> {
  const input = jsonOf(row.input);
  const hides = (text: string) => /^<?(?:date|timestamp|datetime)>?$/.test(text);
  if (!isJsonObject(input) || !stringsIn(input).some(hides)) return yield input;
  const told = /.*(?: == |string: )(\S.*)$/.exec(String(row.cause))?.[1];
  const days = /^\d+$/.test(parameterOf(row) ?? "") ? Number(parameterOf(row)) : undefined;
  const suffix = /^\.\d+Z?$/.test(parameterOf(row) ?? "") ? parameterOf(row) : undefined;
  const times = [
    ...(told === undefined || hides(told) ? [] : [told]),
    ...(suffix === undefined ? [] : [`2016-12-05T21:29:29${suffix}`]),
    ...(days === undefined ? [] : [new Date(START_MS + days * 86_400_000).toISOString()]),
    "2016-12-05T21:29:29Z",
  ];
  for (const time of times) yield edited(input, (_, text) => (hides(text) ? time : undefined));
}
