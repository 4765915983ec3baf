// Room states-language, validation: machines: their states, where these lead to, and whether every one can be reached.
import type { QueryLanguage } from "../definition.ts";
import { isObject, type Json, type JsonObject, listOf, member, numberOf, objectOf, textOf } from "../json.ts";
import { MACHINE_FIELDS, NESTED_FIELDS } from "./fields.ts";
import { type Report, schema } from "./issue.ts";
import { checkState } from "./state.ts";

export interface MachineKind {
  readonly express: boolean;
}

interface Found {
  readonly fields: JsonObject;
  /** Empty for the machine itself. */
  readonly path: string;
}

/** Everything that is wrong with a definition. */
export function checkDefinition(definition: JsonObject, kind: MachineKind, report: Report): void {
  const language = checkLanguage(definition, "", report) ?? "JSONPath";
  const labels = new Map<string, string>();
  const names = new Set<string>();
  const open: Found[] = [{ fields: definition, path: "" }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    open.push(...checkMachine(next, { ...kind, language, labels, names }, report));
  }
}

export interface Surroundings extends MachineKind {
  readonly language: QueryLanguage;
  readonly labels: Map<string, string>;
  /** Names are unique in the whole definition, nested machines included. */
  readonly names: Set<string>;
}

function checkMachine({ fields, path }: Found, around: Surroundings, report: Report): readonly Found[] {
  const place = path === "" ? "/" : path;
  const allowed = path === "" ? MACHINE_FIELDS : NESTED_FIELDS;
  for (const field of Object.keys(fields)) {
    if (!allowed.has(field)) report(schema(`Field '${field}' is not supported`, place));
  }
  const missing = ["StartAt", "States"].filter((field) => member(fields, field) === undefined);
  if (missing.length > 0) report(schema(`These fields are required: [${missing.join(", ")}]`, place));
  if (path === "") checkHead(fields, report);
  const states = objectOf(fields, "States");
  if (states === undefined) {
    if (!missing.includes("States")) report(schema("Expected value of type [OBJECT]", `${path}/States`));
    return [];
  }
  if (Object.keys(states).length === 0) report(schema("Value cannot be empty", `${path}/States`));
  const nested = Object.entries(states).flatMap(([name, state]) =>
    checkEntry(name, state, path, around, report),
  );
  checkTargets(fields, states, path, report);
  return nested;
}

function checkHead(fields: JsonObject, report: Report): void {
  const version = member(fields, "Version");
  if (version !== undefined && version !== "1.0")
    report(schema("Value should be one of the following: [1.0]", "/Version"));
  const timeout = member(fields, "TimeoutSeconds");
  if (timeout === undefined) return;
  if (!Number.isInteger(timeout)) report(schema("Expected value of type Integer", "/TimeoutSeconds"));
  else if ((numberOf(fields, "TimeoutSeconds") ?? 0) < 0)
    report(schema("Minimum value is 0", "/TimeoutSeconds"));
}

/** The declared query language; anything that is not one of the two is reported and read as none. */
export function checkLanguage(fields: JsonObject, path: string, report: Report): QueryLanguage | undefined {
  const declared = member(fields, "QueryLanguage");
  if (declared === undefined || declared === "JSONPath" || declared === "JSONata") return declared;
  const message =
    typeof declared === "string"
      ? "Value should be one of the following: [JSONPath, JSONata]"
      : "Expected value of type [STRING]";
  report(schema(message, `${path}/QueryLanguage`));
  return undefined;
}

const NAME_MAX = 80;

function checkEntry(
  name: string,
  state: Json,
  path: string,
  around: Surroundings,
  report: Report,
): readonly Found[] {
  const place = `${path}/States/${name}`;
  if (name.length > NAME_MAX) {
    const message = `The state name '${name}' exceeds the ${NAME_MAX}-character limit allowed by the service`;
    report({ code: "INVALID_STATE_NAME", message, location: place });
  }
  if (around.names.has(name)) {
    report({ code: "DUPLICATE_STATE_NAME", message: `Duplicate State name: ${name}`, location: place });
  }
  around.names.add(name);
  if (!isObject(state)) {
    report(schema("Expected value of type [OBJECT]", place));
    return [];
  }
  checkState(state, place, around, report);
  return nestedIn(state, place);
}

function nestedIn(state: JsonObject, place: string): readonly Found[] {
  const processors = ["ItemProcessor", "Iterator"].map(
    (field) => [member(state, field), `${place}/${field}`] as const,
  );
  const branches = (listOf(state, "Branches") ?? []).map(
    (one, at) => [one, `${place}/Branches[${at}]`] as const,
  );
  return [...processors, ...branches].flatMap(([fields, path]) =>
    isObject(fields) ? [{ fields, path }] : [],
  );
}

/** Every Next leads to a state of the same machine, and every state is led to. */
function checkTargets(fields: JsonObject, states: JsonObject, path: string, report: Report): void {
  const targets = new Map(
    Object.entries(states).map(([name, state]) => [name, targetsOf(state, `${path}/States/${name}`)]),
  );
  for (const [target, location] of [...targets.values()].flat()) missing(target, location);
  const startAt = textOf(fields, "StartAt");
  if (startAt !== undefined && !Object.hasOwn(states, startAt)) missing(startAt, `${path}/StartAt`);
  if (path === "" && !Object.values(states).some(isTerminal)) {
    report({ code: "MISSING_END_STATE", message: "Workflow has no terminal state", location: null });
    return;
  }
  const reached = reachableFrom(startAt, targets);
  for (const name of Object.keys(states)) {
    if (reached.has(name)) continue;
    const message = `State "${name}" is not reachable.`;
    report({ code: "MISSING_TRANSITION_TARGET", message, location: `${path}/States/${name}` });
  }

  /** AWS says 'Next' whichever field it is. */
  function missing(target: string, location: string): void {
    if (Object.hasOwn(states, target)) return;
    report({ code: "MISSING_TRANSITION_TARGET", message: `Missing 'Next' target: ${target}`, location });
  }
}

type Target = readonly [target: string, location: string];

function targetsOf(state: Json, place: string): readonly Target[] {
  if (!isObject(state)) return [];
  const own = ["Next", "Default"].map((field) => [textOf(state, field), `${place}/${field}`] as const);
  const rules = ["Choices", "Catch"].flatMap((list) =>
    (listOf(state, list) ?? []).map(
      (one, at) => [isObject(one) ? textOf(one, "Next") : undefined, `${place}/${list}[${at}]/Next`] as const,
    ),
  );
  return [...own, ...rules].flatMap(([target, at]) => (target === undefined ? [] : [[target, at] as const]));
}

function isTerminal(state: Json): boolean {
  if (!isObject(state)) return false;
  return (
    member(state, "End") === true || member(state, "Type") === "Succeed" || member(state, "Type") === "Fail"
  );
}

function reachableFrom(
  startAt: string | undefined,
  targets: ReadonlyMap<string, readonly Target[]>,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = startAt === undefined ? [] : [startAt];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next) || !targets.has(next)) continue;
    reached.add(next);
    open.push(...(targets.get(next) ?? []).map(([target]) => target));
  }
  return reached;
}
