// Room template: what CloudFormation checks of a template before anything is made (User Guide, Template anatomy), in its words where they
// are known. What the language has and we have not is refused by name.
import { isList, isObject, type Json, type JsonObject } from "./json.ts";
import { checkCycles, isExportName, malformedExport, NO_TEXT, section, unresolved } from "./instance.ts";
import { checkIntrinsics } from "./check-intrinsics.ts";
import { LanguageError } from "./language-error.ts";
import { checkParameterType } from "./parameters.ts";
import { referencesOf } from "./references.ts";
import { isIntrinsic } from "./resolve.ts";

type LineOf = (path: readonly string[]) => number;

/** User Guide, CloudFormation quotas. */
const MAX_RESOURCES = 500;
const MAX_PARAMETERS = 200;
const MAX_OUTPUTS = 200;
const MAX_MAPPINGS = 200;
const MAX_DESCRIPTION_BYTES = 1024;
/** Deeper than any template, and far from what the stack of this process bears. */
const MAX_DEPTH = 100;

const SECTIONS = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Parameters",
  "Mappings",
  "Conditions",
  "Resources",
  "Outputs",
];
const NOT_MODELLED_SECTIONS = ["Transform", "Rules", "Hooks"];
const RESOURCE_ATTRIBUTES = [
  "Type",
  "Properties",
  "DependsOn",
  "Condition",
  "Metadata",
  "DeletionPolicy",
  "UpdateReplacePolicy",
  "CreationPolicy",
  "UpdatePolicy",
];
const NOT_MODELLED_ATTRIBUTES = ["CreationPolicy", "UpdatePolicy"];
const PARAMETER_ATTRIBUTES = [
  "Type",
  "Default",
  "Description",
  "NoEcho",
  "AllowedValues",
  "AllowedPattern",
  "ConstraintDescription",
  "MinLength",
  "MaxLength",
  "MinValue",
  "MaxValue",
];
const OUTPUT_ATTRIBUTES = ["Value", "Description", "Export", "Condition"];
const PSEUDO_PARAMETERS = [
  "AWS::AccountId",
  "AWS::NotificationARNs",
  "AWS::NoValue",
  "AWS::Partition",
  "AWS::Region",
  "AWS::StackId",
  "AWS::StackName",
  "AWS::URLSuffix",
];
const POLICIES: Readonly<Record<string, readonly string[]>> = {
  DeletionPolicy: ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"],
  UpdateReplacePolicy: ["Delete", "Retain", "Snapshot"],
};

/** Throws LanguageError for the first thing that is wrong. */
export function checkTemplate(value: unknown, lineOf: LineOf): JsonObject {
  if (!isJsonObject(value)) throw format("unsupported structure.");
  checkDepth(value);
  checkSections(value, lineOf);
  checkParameters(value, lineOf);
  checkMappings(value, lineOf);
  checkResources(value, lineOf);
  checkConditions(value, lineOf);
  checkOutputs(value, lineOf);
  checkReferences(value, lineOf);
  checkCycles(certainDependencies(value), lineOf);
  return value;
}

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const format = (words: string, place: { logicalId?: string; line?: number } = {}): LanguageError =>
  new LanguageError(`Template format error: ${words}`, place);

function checkDepth(root: JsonObject): void {
  let level: readonly Json[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw format(`the template is nested more than ${MAX_DEPTH} levels deep.`);
    level = level.flatMap((one) =>
      typeof one === "object" && one !== null
        ? Object.values(one).filter((item): item is Json => typeof item === "object" && item !== null)
        : [],
    );
  }
}

function checkSections(raw: JsonObject, lineOf: LineOf): void {
  const names = Object.keys(raw);
  const refused = names.find((name) => NOT_MODELLED_SECTIONS.includes(name));
  if (refused !== undefined) {
    const what = refused === "Transform" ? `Transform ${JSON.stringify(raw[refused])}` : `section ${refused}`;
    throw new LanguageError(`template ${what}`, { line: lineOf([refused]), isNotModelled: true });
  }
  const extension = names.find((name) => EXTENSION.test(name));
  if (extension !== undefined) checkName("Section", extension, lineOf([extension]));
  const strange = names.filter((name) => !SECTIONS.includes(name));
  if (strange.length > 0)
    throw new LanguageError(`Invalid template property or properties [${strange.join(", ")}]`, {
      line: lineOf([strange[0] ?? ""]),
    });
  const { AWSTemplateFormatVersion: version, Description: says } = raw;
  if (version !== undefined && version !== "2010-09-09")
    throw format(`${String(version)} is not a supported value for AWSTemplateFormatVersion.`, {
      line: lineOf(["AWSTemplateFormatVersion"]),
    });
  if (says !== undefined && (typeof says !== "string" || Buffer.byteLength(says) > MAX_DESCRIPTION_BYTES))
    throw format(`Description must be a string of at most ${MAX_DESCRIPTION_BYTES} bytes.`, {
      line: lineOf(["Description"]),
    });
  for (const name of ["Parameters", "Mappings", "Conditions", "Resources", "Outputs", "Metadata"])
    if (raw[name] === null)
      throw format(`[/${name}] 'null' values are not allowed in templates`, { line: lineOf([name]) });
    else if (raw[name] !== undefined && !isObject(raw[name]))
      throw format(`[/${name}] Expected format is a map of names.`, { line: lineOf([name]) });
}

function checkCount(raw: JsonObject, name: string, most: number, lineOf: LineOf): void {
  const count = Object.keys(section(raw, name)).length;
  if (count <= most) return;
  const last = Object.keys(section(raw, name))[most] ?? "";
  throw format(`Number of ${name.toLowerCase()}, ${count}, is greater than maximum allowed, ${most}`, {
    logicalId: last,
    line: lineOf([name, last]),
  });
}

/** What extends the language stands where a name would. */
const EXTENSION = /^Fn::(?:ForEach|Transform)\b/;

function checkName(kind: string, name: string, line: number): void {
  if (EXTENSION.test(name))
    throw new LanguageError(`intrinsic function ${name}`, { line, isNotModelled: true });
  if (!/^[A-Za-z0-9]{1,255}$/.test(name))
    throw format(`${kind} name ${name} is non alphanumeric.`, { logicalId: name, line });
}

const PARAMETER_LIMITS = ["MinLength", "MaxLength", "MinValue", "MaxValue"];

const isNumeric = (value: Json | undefined): boolean =>
  value === undefined || (String(value).trim() !== "" && Number.isFinite(Number(value)));

function checkParameters(raw: JsonObject, lineOf: LineOf): void {
  checkCount(raw, "Parameters", MAX_PARAMETERS, lineOf);
  for (const [name, declaration] of Object.entries(section(raw, "Parameters"))) {
    const place = { logicalId: name, line: lineOf(["Parameters", name]) };
    checkName("Parameter", name, place.line);
    if (!isObject(declaration) || typeof declaration.Type !== "string")
      throw format("Every Parameters object must contain a Type member.", place);
    const strange = Object.keys(declaration).find((key) => !PARAMETER_ATTRIBUTES.includes(key));
    if (strange !== undefined)
      throw new LanguageError(`Invalid template parameter property '${strange}'`, place);
    checkParameterType(name, declaration.Type, place.line);
    if (typeof declaration.Default === "object" && declaration.Default !== null)
      throw format("Every Default member must be a string.", place);
    if (declaration.AllowedValues !== undefined && !isList(declaration.AllowedValues))
      throw format("Every AllowedValues member must be a list.", place);
    const limit = PARAMETER_LIMITS.find((key) => !isNumeric(declaration[key]));
    if (limit !== undefined) throw format(`Every ${limit} member must be a number.`, place);
  }
}

function checkMappings(raw: JsonObject, lineOf: LineOf): void {
  checkCount(raw, "Mappings", MAX_MAPPINGS, lineOf);
  for (const [name, map] of Object.entries(section(raw, "Mappings"))) {
    const place = { logicalId: name, line: lineOf(["Mappings", name]) };
    checkName("Mapping", name, place.line);
    if (!isObject(map)) throw format(`Every Mappings member ${name} must be a map`, place);
    for (const [key, attributes] of Object.entries(map)) {
      checkMappingKeys(key, attributes, place);
      const values = isObject(attributes) ? Object.values(attributes) : [undefined];
      if (values.some((value) => value === undefined || value === null || isObject(value)))
        throw format("Every Mappings attribute must be a String or a List.", place);
    }
  }
}

/** Of the first level with dashes and dots, of the second without: AWS's words as users quote them (cfn-lint #2004, aws-cdk #16866). */
function checkMappingKeys(key: string, attributes: Json | undefined, place: Where): void {
  if (EXTENSION.test(key))
    throw new LanguageError(`intrinsic function ${key}`, { ...place, isNotModelled: true });
  if (!/^[A-Za-z0-9.-]+$/.test(key))
    throw format(
      `Mappings element name '${key}' must be non-empty and can contain only alphanumerics, '-' or '.'`,
      place,
    );
  const strange = Object.keys(isObject(attributes) ? attributes : {}).find(
    (name) => !/^[A-Za-z0-9]+$/.test(name),
  );
  if (strange !== undefined)
    throw format(`Mappings attribute name '${strange}' must contain only alphanumeric characters.`, place);
}

function checkResources(raw: JsonObject, lineOf: LineOf): void {
  const resources = section(raw, "Resources");
  if (Object.keys(resources).length === 0)
    throw format("At least one Resources member must be defined.", { line: lineOf(["Resources"]) || 1 });
  checkCount(raw, "Resources", MAX_RESOURCES, lineOf);
  checkNamesApart(raw, lineOf);
  for (const [id, resource] of Object.entries(resources)) {
    const place = { logicalId: id, line: lineOf(["Resources", id]) };
    checkName("Resource", id, place.line);
    if (!isObject(resource)) throw format(`[/Resources/${id}] resource definition is malformed`, place);
    if (typeof resource.Type !== "string")
      throw format(`[/Resources/${id}] Every Resources object must contain a Type member.`, place);
    checkAttributes(id, resource, place.line);
  }
}

/** AWS's words as cfn-lint #1689 quotes them. */
function checkNamesApart(raw: JsonObject, lineOf: LineOf): void {
  const parameters = section(raw, "Parameters");
  const common = Object.keys(section(raw, "Resources")).filter((id) => Object.hasOwn(parameters, id));
  if (common.length > 0)
    throw new LanguageError(
      `Template error: all resources and parameters must have unique names. Common name(s):[${common.join(", ")}]`,
      { logicalId: common[0], line: lineOf(["Resources", common[0] ?? ""]) },
    );
}

function checkAttributes(id: string, resource: JsonObject, line: number): void {
  const place = { logicalId: id, line };
  for (const [name, value] of Object.entries(resource)) {
    if (!RESOURCE_ATTRIBUTES.includes(name))
      throw new LanguageError(`Invalid template resource property '${name}'`, place);
    if (NOT_MODELLED_ATTRIBUTES.includes(name))
      throw new LanguageError(`resource attribute ${name}`, { ...place, isNotModelled: true });
    const allowed = POLICIES[name];
    if (allowed !== undefined && typeof value !== "string")
      throw new LanguageError(`Template error: every ${name} member must be a string.`, place);
    if (allowed !== undefined && !allowed.includes(String(value)))
      throw new LanguageError(
        `Template error: Unrecognized ${name} ${JSON.stringify(value)} for resource ${id}`,
        place,
      );
    if (name === "Properties" && value !== null && !isObject(value))
      throw format(`[/Resources/${id}/Properties] Expected format is a map of names.`, place);
    if (name === "Condition" && typeof value !== "string")
      throw new LanguageError("Template error: every Condition member must be a string.", place);
    if (name === "DependsOn" && !isNames(value))
      throw new LanguageError("Template format error: DependsOn must be a string or list of strings.", place);
  }
  if (hasNull(resource.Properties))
    throw new LanguageError(`[/Resources/${id}] 'null' values are not allowed in templates`, place);
}

const isNames = (value: Json | undefined): boolean =>
  typeof value === "string" || (isList(value) && value.every((one) => typeof one === "string"));

function hasNull(value: Json | undefined): boolean {
  if (isList(value)) return value.some((item) => item === null || hasNull(item));
  return isObject(value) && Object.values(value).some((item) => item === null || hasNull(item));
}

function checkConditions(raw: JsonObject, lineOf: LineOf): void {
  const conditions = section(raw, "Conditions");
  for (const [name, condition] of Object.entries(conditions)) {
    const place = { logicalId: name, line: lineOf(["Conditions", name]) };
    checkName("Condition", name, place.line);
    const [first] = isObject(condition) ? Object.keys(condition) : [];
    if (!["Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Condition"].includes(first ?? ""))
      throw format("Conditions can only be boolean operations on parameters and other conditions", place);
    checkIntrinsics(condition, "Conditions", place, conditions);
    checkMappingsNamed(raw, condition, place);
    const isKnown = (id: string) =>
      Object.hasOwn(section(raw, "Parameters"), id) || PSEUDO_PARAMETERS.includes(id);
    const resource = referencesOf(condition).find(
      ({ id, attribute }) => attribute !== undefined || !isKnown(id),
    );
    if (resource !== undefined)
      throw new LanguageError(
        `Template format error: Unresolved dependencies [${resource.id}]. Cannot reference resources in the Conditions block of the template`,
        place,
      );
  }
  checkConditionCycles(conditions, lineOf);
}

function checkConditionCycles(conditions: JsonObject, lineOf: LineOf): void {
  const look = (name: string, path: readonly string[]): void => {
    if (path.includes(name))
      throw new LanguageError(
        `Template error: Circular dependency between conditions: [${path.slice(path.indexOf(name)).join(", ")}]`,
        { logicalId: name, line: lineOf(["Conditions", name]) },
      );
    for (const other of conditionsIn(conditions[name])) look(other, [...path, name]);
  };
  for (const name of Object.keys(conditions)) look(name, []);
}

function conditionsIn(value: Json | undefined): readonly string[] {
  if (isList(value)) return value.flatMap(conditionsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "Condition" && typeof item === "string" ? [item] : conditionsIn(item),
  );
}

function checkOutputs(raw: JsonObject, lineOf: LineOf): void {
  checkCount(raw, "Outputs", MAX_OUTPUTS, lineOf);
  for (const [key, output] of Object.entries(section(raw, "Outputs"))) {
    const place = { logicalId: key, line: lineOf(["Outputs", key]) };
    checkName("Output", key, place.line);
    if (!isObject(output)) throw format(`Output ${key} is malformed.`, place);
    if (output.Value === undefined || output.Value === null)
      throw format("Every Outputs member must contain a Value object", place);
    const strange = Object.keys(output).find((name) => !OUTPUT_ATTRIBUTES.includes(name));
    if (strange !== undefined)
      throw new LanguageError(`Invalid template output property '${strange}'`, place);
    const { Value, Export } = output;
    if (isList(Value) || (isObject(Value) && !Object.keys(Value).some(isIntrinsic)))
      throw new LanguageError(NO_TEXT, place);
    if (Export !== undefined && (!isObject(Export) || Export.Name === undefined))
      throw new LanguageError(malformedExport(key), place);
    checkExportName(raw, key, isObject(Export) ? Export.Name : undefined, place);
  }
}

/** A name must be known before anything is made: AWS's words as cfn-lint #1632 quotes them. */
function checkExportName(raw: JsonObject, key: string, name: Json | undefined, place: Where): void {
  if (typeof name === "string" && !isExportName(name)) throw new LanguageError(malformedExport(key), place);
  const resources = section(raw, "Resources");
  const isLate =
    referencesOf(name).some(({ id }) => Object.hasOwn(resources, id)) ||
    /"Fn::(?:ImportValue|GetAZs)":/.test(JSON.stringify(name ?? null));
  if (isLate)
    throw format(
      `Output ${key} is malformed.  The Name field of Export must not depend on any resources, imported values, or Fn::GetAZs.`,
      place,
    );
}

/** What each resource waits for whatever the conditions are: a circle through one of them may never be. */
function certainDependencies(raw: JsonObject): ReadonlyMap<string, readonly string[]> {
  const resources = section(raw, "Resources");
  const isCertain = (id: string): boolean => {
    const resource = resources[id];
    return isObject(resource) && resource.Condition === undefined;
  };
  const waitsFor = ({ DependsOn = [], Properties }: JsonObject): readonly string[] => {
    const named = isList(DependsOn) ? DependsOn.map(String) : [String(DependsOn)];
    const referred = referencesOf(withoutBranches(Properties)).map(({ id }) => id);
    return [...new Set([...named, ...referred])].filter(isCertain);
  };
  return new Map(
    Object.entries(resources).flatMap(([id, one]) =>
      isObject(one) && isCertain(id) ? [[id, waitsFor(one)] as const] : [],
    ),
  );
}

function withoutBranches(value: Json | undefined): Json {
  if (isList(value)) return value.map(withoutBranches);
  if (!isObject(value)) return value ?? null;
  const kept = Object.entries(value).filter(([name]) => name !== "Fn::If");
  return Object.fromEntries(kept.map(([name, item]) => [name, withoutBranches(item)]));
}

/** Every function well formed, and what it names there. */
function checkReferences(raw: JsonObject, lineOf: LineOf): void {
  const conditions = section(raw, "Conditions");
  for (const [id, resource] of Object.entries(section(raw, "Resources"))) {
    if (!isObject(resource)) continue;
    const place = { logicalId: id, line: lineOf(["Resources", id]) };
    checkIntrinsics(resource.Properties, "Resources", place, conditions);
    checkConditionOf(resource, "Resources", place, conditions);
    const needed = typeof resource.DependsOn === "string" ? [resource.DependsOn] : (resource.DependsOn ?? []);
    const missing = isList(needed)
      ? needed.map(String).filter((name) => !Object.hasOwn(section(raw, "Resources"), name))
      : [];
    if (missing.length > 0) throw unresolved(missing, "Resources", place);
    checkNamed(raw, resource.Properties, "Resources", place);
  }
  for (const [key, output] of Object.entries(section(raw, "Outputs"))) {
    if (!isObject(output)) continue;
    const place = { logicalId: key, line: lineOf(["Outputs", key]) };
    const { Condition: _, ...rest } = output;
    checkIntrinsics(rest, "Outputs", place, conditions);
    checkConditionOf(output, "Outputs", place, conditions);
    checkNamed(raw, rest, "Outputs", place);
  }
}

interface Where {
  readonly logicalId: string;
  readonly line: number;
}

function checkConditionOf(
  { Condition: name }: JsonObject,
  block: string,
  place: Where,
  conditions: JsonObject,
): void {
  if (name !== undefined && !Object.hasOwn(conditions, String(name)))
    throw format(
      `Unresolved condition dependency ${String(name)} in the ${block} block of the template`,
      place,
    );
}

/** A mapping that is named by a text; one that a function names is known only with the parameters. */
function checkMappingsNamed(raw: JsonObject, value: Json | undefined, place: Where): void {
  if (typeof value !== "object" || value === null) return;
  const named = isObject(value) ? value["Fn::FindInMap"] : undefined;
  const [map] = isList(named) ? named : [];
  if (typeof map === "string" && !Object.hasOwn(section(raw, "Mappings"), map))
    throw new LanguageError(
      `Template error: Mapping named '${map}' is not present in the 'Mappings' section of template.`,
      place,
    );
  for (const item of Object.values(value)) checkMappingsNamed(raw, item, place);
}

function checkNamed(raw: JsonObject, value: Json | undefined, block: string, place: Where): void {
  checkMappingsNamed(raw, value, place);
  const resources = section(raw, "Resources");
  const isNamed = (id: string) =>
    Object.hasOwn(resources, id) ||
    Object.hasOwn(section(raw, "Parameters"), id) ||
    PSEUDO_PARAMETERS.includes(id);
  for (const { by, id, attribute } of referencesOf(value)) {
    if (attribute === undefined ? isNamed(id) : Object.hasOwn(resources, id)) continue;
    if (by === "Fn::GetAtt")
      throw new LanguageError(
        `Template error: instance of Fn::GetAtt references undefined resource ${id}`,
        place,
      );
    throw unresolved([attribute === undefined ? id : `${id}.${attribute}`], block, place);
  }
}
