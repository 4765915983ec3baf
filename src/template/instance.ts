// Room template: a template with its parameters: which conditions hold, which resources and outputs exist because of them, and what
// each waits for.
import { isList, isObject, type Json, type JsonObject } from "./json.ts";
import { LanguageError, type Place } from "./language-error.ts";
import type { Parameters } from "./parameters.ts";
import { type Reference, referencesIn, referencesOf } from "./references.ts";
import { holds, IntrinsicError, resolve, type Scope } from "./resolve.ts";
import { type Resource, resourceOf } from "./template.ts";

export interface Output {
  readonly key: string;
  readonly value: Json;
  readonly description: string | undefined;
  readonly exportName: Json | undefined;
  readonly line: number;
}

export interface Instance {
  /** Without those whose condition does not hold, and with every Fn::If decided. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: readonly Output[];
  /** By logical id, the ids that have to be there first. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** What is known before any resource exists: parameters, pseudo parameters, conditions, mappings. */
  readonly scope: Scope;
}

/** Pseudo parameters by name: `AWS::Region`. */
export type PseudoParameters = Readonly<Record<string, Json>>;

/** Throws LanguageError or IntrinsicError. */
export function instantiate(
  raw: JsonObject,
  parameters: Parameters,
  pseudo: PseudoParameters,
  lineOf: (path: readonly string[]) => number,
): Instance {
  const scope = baseScope(raw, parameters, pseudo);
  for (const name of Object.keys(section(raw, "Conditions")))
    locatedAt({ logicalId: name, line: lineOf(["Conditions", name]) }, () => scope.condition?.(name));
  const exists = ({ Condition }: JsonObject) =>
    Condition === undefined || scope.condition?.(String(Condition)) === true;
  const resources = new Map<string, Resource>();
  for (const [id, value] of Object.entries(section(raw, "Resources"))) {
    if (!isTyped(value) || !exists(value)) continue;
    const decided = decide(value.Properties, scope);
    const line = lineOf(["Resources", id]);
    resources.set(id, resourceOf(id, { ...value, Properties: isObject(decided) ? decided : {} }, line));
  }
  const outputs = Object.entries(section(raw, "Outputs")).flatMap(([key, value]) =>
    isObject(value) && exists(value) ? [outputOf(key, value, scope, lineOf(["Outputs", key]))] : [],
  );
  const dependencies = new Map([...resources].map(([id, one]) => [id, dependenciesOf(one, resources)]));
  const instance = { resources, outputs, dependencies, scope };
  checkReferences(raw, instance);
  checkKnown(instance);
  checkCycles(dependencies, lineOf);
  return instance;
}

const isTyped = (value: Json | undefined): value is JsonObject & { readonly Type: string } =>
  isObject(value) && typeof value.Type === "string";

export const section = (raw: JsonObject, name: string): JsonObject => {
  const value = raw[name];
  return isObject(value) ? value : {};
};

function baseScope(raw: JsonObject, { values }: Parameters, pseudo: PseudoParameters): Scope {
  const conditions = section(raw, "Conditions");
  const mappings = section(raw, "Mappings");
  const known = new Map<string, boolean>();
  const scope: Scope = {
    ref: (id) => values.get(id) ?? (Object.hasOwn(pseudo, id) ? pseudo[id] : undefined),
    getAtt: () => undefined,
    condition(name) {
      const standing = known.get(name);
      if (standing !== undefined) return standing;
      const condition = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
      if (condition === undefined) return undefined;
      // Until it is known, so that one that asks for itself ends.
      known.set(name, false);
      const result = holds(condition, scope);
      known.set(name, result);
      return result;
    },
    mapping(map, top, second) {
      const levels = [top, second].reduce<Json | undefined>(memberOf, memberOf(mappings, map));
      return levels;
    },
  };
  return scope;
}

const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** A copy in which each Fn::If is the branch that its condition chooses; other functions stay. */
function decide(value: Json | undefined, scope: Scope): Json | undefined {
  if (isList(value))
    return value.flatMap((item) => {
      const decided = decide(item, scope);
      return decided === undefined ? [] : [decided];
    });
  if (!isObject(value)) return value;
  if (value.Ref === "AWS::NoValue") return undefined;
  const choice = value["Fn::If"];
  if (choice !== undefined) {
    const [condition, then, otherwise] = isList(choice) ? choice : [];
    return decide(holds({ Condition: condition ?? null }, scope) ? then : otherwise, scope);
  }
  const kept = Object.entries(value).map(([key, item]) => [key, decide(item, scope)] as const);
  return Object.fromEntries(kept.filter(([, item]) => item !== undefined));
}

function outputOf(key: string, value: JsonObject, scope: Scope, line: number): Output {
  const { Name } = isObject(value.Export) ? value.Export : {};
  return {
    key,
    value: decide(value.Value, scope) ?? null,
    description: typeof value.Description === "string" ? value.Description : undefined,
    exportName: Name === undefined ? undefined : decide(Name, scope),
    line,
  };
}

function dependenciesOf(
  { dependsOn, properties }: Resource,
  resources: ReadonlyMap<string, Resource>,
): readonly string[] {
  return [...new Set([...dependsOn, ...referencesIn(properties)])].filter((id) => resources.has(id));
}

/** A reference to a resource that its condition took away is a reference to nothing. */
function checkReferences(raw: JsonObject, { resources, outputs, scope }: Instance): void {
  const isMissing = (id: string) => !resources.has(id) && isResource(raw, id) && scope.ref(id) === undefined;
  for (const { id, properties, line } of resources.values()) {
    const missing = referencesOf(properties).find((reference) => isMissing(reference.id));
    if (missing !== undefined) throw unresolved([missing.id], "Resources", { logicalId: id, line });
  }
  for (const { key, value, line } of outputs) {
    const missing = referencesOf(value).find((reference) => isMissing(reference.id));
    if (missing !== undefined) throw unresolved([missing.id], "Outputs", { logicalId: key, line });
  }
}

/** Mappings and lists that take no resource to know are looked into before anything is made. */
function checkKnown({ resources, outputs, scope }: Instance): void {
  for (const { id, properties, line } of resources.values())
    lookUpKnown(properties, scope, { logicalId: id, line });
  const exported = new Map<string, string>();
  for (const { key, value, exportName, line } of outputs) {
    const place = { logicalId: key, line };
    lookUpKnown(value, scope, place);
    if (isKnown(value, scope) && typeof knownValue(value, scope, place) === "object")
      throw new LanguageError(NO_TEXT, place);
    if (exportName === undefined || !isKnown(exportName, scope)) continue;
    const name = String(knownValue(exportName, scope, place));
    if (!isExportName(name)) throw new LanguageError(malformedExport(key), place);
    const other = exported.get(name);
    if (other !== undefined)
      throw new LanguageError(`Template error: outputs ${other} and ${key} both export ${name}`, place);
    exported.set(name, key);
  }
}

/** In AWS's words. */
export const NO_TEXT =
  "Template format error: The Value field of every Outputs member must evaluate to a String.";

export const isExportName = (name: string): boolean => /^[A-Za-z0-9:-]+$/.test(name);

export const malformedExport = (key: string): string =>
  `Template format error: Output ${key} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.`;

function knownValue(value: Json, scope: Scope, place: Place): Json {
  return locatedAt(place, () => resolve(value, scope));
}

function lookUpKnown(value: Json | undefined, scope: Scope, place: Place): void {
  if (typeof value !== "object" || value === null) return;
  if (isList(value)) {
    for (const item of value) lookUpKnown(item, scope, place);
    return;
  }
  for (const [name, item] of Object.entries(value)) {
    const isLookUp = name === "Fn::FindInMap" || name === "Fn::Select";
    if (isLookUp && isKnown(item, scope)) locatedAt(place, () => resolve({ [name]: item ?? null }, scope));
    else lookUpKnown(item, scope, place);
  }
}

function isKnown(value: Json | undefined, scope: Scope): boolean {
  const isRef = ({ id, attribute }: Reference) => attribute === undefined && scope.ref(id) !== undefined;
  return referencesOf(value).every(isRef) && !JSON.stringify(value ?? null).includes('"Fn::ImportValue"');
}

function locatedAt<T>(place: Place, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof IntrinsicError)) throw error;
    const words = error.message.startsWith("Template error")
      ? error.message
      : `Template error: ${error.message}`;
    throw new LanguageError(words, place);
  }
}

const isResource = (raw: JsonObject, id: string): boolean => Object.hasOwn(section(raw, "Resources"), id);

export const unresolved = (
  ids: readonly string[],
  block: string,
  place: { readonly logicalId: string; readonly line: number },
): LanguageError =>
  new LanguageError(
    `Template format error: Unresolved resource dependencies [${ids.join(", ")}] in the ${block} block of the template`,
    place,
  );

/** Throws LanguageError for the first circle of dependencies. */
export function checkCycles(
  dependencies: ReadonlyMap<string, readonly string[]>,
  lineOf: (path: readonly string[]) => number,
): void {
  const done = new Set<string>();
  const path: string[] = [];
  const look = (id: string): void => {
    if (done.has(id)) return;
    if (path.includes(id)) {
      const circle = path.slice(path.indexOf(id));
      throw new LanguageError(`Circular dependency between resources: [${circle.join(", ")}]`, {
        logicalId: id,
        line: lineOf(["Resources", id]),
      });
    }
    path.push(id);
    for (const other of dependencies.get(id) ?? []) look(other);
    path.pop();
    done.add(id);
  };
  for (const id of dependencies.keys()) look(id);
}
