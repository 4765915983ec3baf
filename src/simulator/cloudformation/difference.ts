// Room simulator/cloudformation: what an update would change, before anything is made: for "No updates are to be performed." and for change
// sets. What is not known yet stands as a mark, so that two templates are compared without it.
import type { Instance } from "../../template/instance.ts";
import { canonical, isObject, type Json, type JsonObject } from "../../template/json.ts";
import { referencesOf } from "../../template/references.ts";
import { resolve, type Scope } from "../../template/resolve.ts";
import type { Resource } from "../../template/template.ts";
import { changeOf } from "./deploy/steps.ts";
import { validation } from "./errors.ts";
import { instanceOf } from "./intake.ts";
import { isSame } from "./resources/values.ts";
import type { Change, ChangeDetail, Settings, Stack } from "./state.ts";

/** Functions replaced as far as parameters allow; resources stand as marks. */
function sketch(value: Json, { scope }: Instance): Json {
  const marked: Scope = {
    ...scope,
    ref: (id) => scope.ref(id) ?? `{Ref ${id}}`,
    getAtt: (id, attribute) => `{GetAtt ${id}.${attribute}}`,
    importValue: (name) => `{ImportValue ${name}}`,
  };
  try {
    return resolve(value, marked);
  } catch {
    // A Select or Split of a mark: the text as it stands has to do.
    return value;
  }
}

const propertiesOf = ({ properties }: Resource, instance: Instance): JsonObject => {
  const value = sketch(properties, instance);
  return isObject(value) ? value : {};
};

/** Whether an update would do anything at all. */
export function isChange(stack: Stack, settings: Settings, instance: Instance): boolean {
  if (!isSame(tagJson(stack.settings), tagJson(settings))) return true;
  const before = instanceOf(stack.settings, stack);
  const whole = (one: Instance): string =>
    canonical([
      [...one.resources.values()].map((resource) => ({
        id: resource.id,
        type: resource.type,
        properties: propertiesOf(resource, one),
        metadata: resource.metadata,
        policies: [resource.deletionPolicy ?? "", resource.updateReplacePolicy ?? ""],
      })),
      one.outputs.map(({ key, value, exportName, description }) => ({
        key,
        value: sketch(value, one),
        description,
        exportName: exportName === undefined ? undefined : sketch(exportName, one),
      })),
    ]);
  return whole(before) !== whole(instance) || hasUnmade(stack, instance);
}

/** After a failure that was not rolled back there is something to do though nothing changed. */
const hasUnmade = ({ resources, status }: Stack, instance: Instance): boolean =>
  status.endsWith("_FAILED") &&
  [...instance.resources.keys()].some((id) => resources.get(id)?.made === undefined);

const tagJson = ({ tags }: Settings): Json => tags.map(({ Key, Value }) => `${Key}=${Value}`).toSorted();

/** Throws where a logical id changes its type. */
export function checkTypesStay(stack: Stack, { resources }: Instance): void {
  const changed = [...resources.values()].filter(({ id, type }) => {
    const standing = stack.resources.get(id);
    return standing?.made !== undefined && standing.type !== type;
  });
  if (changed.length > 0)
    throw validation(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.map(({ id }) => id).join(", ")}] (line ${changed[0]?.line ?? 0})`,
    );
}

/** What a change set shows. */
export function changesOf(stack: Stack, settings: Settings, instance: Instance): readonly Change[] {
  const changes: Change[] = [];
  const replaced = new Set<string>();
  const before = stack.status === "REVIEW_IN_PROGRESS" ? undefined : instanceOf(stack.settings, stack);
  const tagsChange = !isSame(tagJson(stack.settings), tagJson(settings));
  for (const id of orderOf(instance)) {
    const resource = instance.resources.get(id);
    if (resource === undefined) continue;
    const old = before?.resources.get(id);
    const standing = stack.resources.get(id);
    const change =
      before === undefined || old === undefined || standing?.made === undefined
        ? added(resource)
        : modified(
            resource,
            propertiesOf(old, before),
            propertiesOf(resource, instance),
            replaced,
            tagsChange,
          );
    if (change === undefined) continue;
    if (change.replacement === "True") replaced.add(id);
    changes.push({ ...change, physicalId: change.action === "Add" ? undefined : standing?.physicalId });
  }
  for (const { logicalId, physicalId, type, made } of stack.resources.values())
    if (made !== undefined && !instance.resources.has(logicalId))
      changes.push({
        action: "Remove",
        logicalId,
        physicalId,
        type,
        replacement: undefined,
        scope: [],
        details: [],
      });
  return changes;
}

/** What is referred to first. */
function orderOf({ resources, dependencies }: Instance): readonly string[] {
  const done = new Set<string>();
  const visit = (id: string): void => {
    if (done.has(id)) return;
    for (const other of dependencies.get(id) ?? []) visit(other);
    done.add(id);
  };
  for (const id of resources.keys()) visit(id);
  return [...done];
}

const added = ({ id, type }: Resource): Change => ({
  action: "Add",
  logicalId: id,
  physicalId: undefined,
  type,
  replacement: undefined,
  scope: [],
  details: [],
});

function modified(
  resource: Resource,
  before: JsonObject,
  after: JsonObject,
  replaced: ReadonlySet<string>,
  tagsChange: boolean,
): Change | undefined {
  const { id: logicalId, type, properties } = resource;
  const { names, replacing } = changeOf(resource, before, after);
  const direct = names.map((name) => detail(name, replacing.includes(name) ? "Always" : "Never"));
  const byReference = Object.entries(properties).flatMap(([name, value]) =>
    names.includes(name) ? [] : referenceDetails(resource, name, value, replaced),
  );
  const byTags: ChangeDetail[] = tagsChange
    ? [
        {
          attribute: "Tags",
          name: undefined,
          requiresRecreation: "Never",
          evaluation: "Static",
          source: "DirectModification",
          cause: undefined,
        },
      ]
    : [];
  const details = [...direct, ...byReference, ...byTags];
  if (details.length === 0) return undefined;
  const isSure = details.some(({ requiresRecreation }) => requiresRecreation === "Always");
  const isPossible = details.some(({ requiresRecreation }) => requiresRecreation === "Conditionally");
  return {
    action: "Modify",
    logicalId,
    physicalId: undefined,
    type,
    details,
    replacement: isSure ? "True" : isPossible ? "Conditional" : "False",
    scope: [...new Set(details.map(({ attribute }) => attribute))],
  };
}

const detail = (name: string, requiresRecreation: ChangeDetail["requiresRecreation"]): ChangeDetail => ({
  attribute: name === "Tags" ? "Tags" : "Properties",
  name: name === "Tags" ? undefined : name,
  requiresRecreation,
  evaluation: "Static",
  source: "DirectModification",
  cause: undefined,
});

/** A property that names a resource which will be another. */
function referenceDetails(
  resource: Resource,
  name: string,
  value: Json | undefined,
  replaced: ReadonlySet<string>,
): readonly ChangeDetail[] {
  const { replacing } = changeOf(resource, { [name]: "before" }, { [name]: "after" });
  return referencesOf(value)
    .filter(({ id }) => replaced.has(id))
    .map(({ by, id, attribute }) => ({
      attribute: "Properties",
      name,
      evaluation: "Dynamic",
      requiresRecreation: replacing.length > 0 ? "Conditionally" : "Never",
      source: by === "Ref" || attribute === undefined ? "ResourceReference" : "ResourceAttribute",
      cause: attribute === undefined ? id : `${id}.${attribute}`,
    }));
}
