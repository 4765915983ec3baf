// Room simulator/cloudformation: one resource made, changed, replaced or deleted, with the lines that CloudFormation writes of it.
import { keyedUuid } from "../../../box/keyed.ts";
import { canonical, isObject, type JsonObject } from "../../../template/json.ts";
import { IntrinsicError, resolve } from "../../../template/resolve.ts";
import type { Resource } from "../../../template/template.ts";
import { resourceTypes } from "../resources/index.ts";
import type { ResourceType, Standing, Wanted } from "../resources/resource-type.ts";
import { isSame, tagsOf } from "../resources/values.ts";
import { violations, violationWords } from "../resources/validate.ts";
import type { Made } from "../state.ts";
import { reasonOf } from "./reasons.ts";
import { StepRefused } from "./refused.ts";
import { type Bench, type Leftover, note, pause, serialOf, siteOf, stackOf, type Work } from "./work.ts";

/** Throws StepRefused for a type that is not there: the intake has seen to it. */
const typeNamed = (type: string): ResourceType => {
  const found = resourceTypes.get(type);
  if (found === undefined) throw new StepRefused(`there is no type ${type} here`);
  return found;
};

/** The properties of a resource with every function replaced, checked against its type. */
function wantedOf(bench: Bench, work: Work, { id, type, properties, line }: Resource): Wanted {
  const resolved = resolve(properties, work.scope);
  const values: JsonObject = isObject(resolved) ? resolved : {};
  const found = violations(values, typeNamed(type).properties);
  if (found.length > 0)
    throw new StepRefused(`${violationWords(id, found)}${line > 0 ? ` (line ${line})` : ""}`);
  return { properties: values, tags: tagsOf(values, stackOf(bench, work.stackId).settings.tags) };
}

/** The properties as the lines about a resource tell them. */
function shownOf({ shown }: Work, { properties }: Resource, wanted: Wanted): string {
  if (shown === undefined) return canonical(wanted.properties);
  try {
    return canonical(resolve(properties, shown));
  } catch (error) {
    // A part of a hidden list: what is left of it is not known.
    if (error instanceof IntrinsicError) return canonical({});
    throw error;
  }
}

function madeOf(
  { instance }: Work,
  resource: Resource,
  { properties, tags }: Wanted,
  standing: Standing,
): Made {
  const { id, deletionPolicy, updateReplacePolicy, metadata } = resource;
  const dependsOn = instance.dependencies.get(id) ?? [];
  return { ...standing, properties, tags, dependsOn, deletionPolicy, updateReplacePolicy, metadata };
}

const idsOf = (bench: Bench, stackId: string) => ({
  request: keyedUuid(bench.ports.seed, "cloudformation.request", ...serialOf(bench, stackId)),
  token: keyedUuid(bench.ports.seed, "cloudformation.token", ...serialOf(bench, stackId)),
});

/** Makes it; `verb` UPDATE is a replacement. False where that failed. */
async function make(
  bench: Bench,
  work: Work,
  resource: Resource,
  verb: "CREATE" | "UPDATE",
  known?: Wanted,
): Promise<boolean> {
  const what = `${resource.type} ${resource.id}`;
  let begun: Made | undefined;
  try {
    await pause(bench, `making ${what}`);
    const wanted = known ?? wantedOf(bench, work, resource);
    const properties = shownOf(work, resource, wanted);
    const initiated = (physicalId: string): void => {
      begun = madeOf(work, resource, wanted, { physicalId, attributes: {} });
      const reason = "Resource creation Initiated";
      note(bench, work, resource, `${verb}_IN_PROGRESS`, { reason, made: begun, properties });
    };
    const site = siteOf(bench, work.stackId, resource, initiated);
    const standing = await typeNamed(resource.type).create(wanted, site);
    const made = madeOf(work, resource, wanted, standing);
    begun = made;
    await pause(bench, `${what} settles`);
    if (work.isCancelled) throw new StepRefused("Resource creation cancelled");
    note(bench, work, resource, `${verb}_COMPLETE`, { made, properties });
    return true;
  } catch (error) {
    const reason = reasonOf(error, idsOf(bench, work.stackId));
    note(bench, work, resource, `${verb}_FAILED`, {
      reason,
      ...(begun === undefined ? {} : { made: begun }),
    });
    return false;
  }
}

export function createResource(bench: Bench, work: Work, resource: Resource): Promise<boolean> {
  note(bench, work, resource, "CREATE_IN_PROGRESS");
  return make(bench, work, resource, "CREATE");
}

/** Which properties differ, and whether a change of one of them makes another resource. */
export function changeOf(
  { type }: Pick<Resource, "type">,
  before: JsonObject,
  after: JsonObject,
): { readonly names: readonly string[]; readonly replacing: readonly string[] } {
  const rules = typeNamed(type).properties;
  const all = new Set([...Object.keys(before), ...Object.keys(after)]);
  const names = [...all].filter((name) => !isSame(before[name], after[name]));
  const isReplacing = (name: string) =>
    rules[name]?.change === "replace" || typeNamed(type).update === undefined;
  return { names, replacing: names.filter(isReplacing) };
}

/** Brings a standing resource to what the template wants now. False where that failed. */
export async function updateResource(
  bench: Bench,
  work: Work,
  resource: Resource,
  before: Made,
): Promise<boolean> {
  let wanted: Wanted;
  try {
    wanted = wantedOf(bench, work, resource);
  } catch (error) {
    work.touched.add(resource.id);
    note(bench, work, resource, "UPDATE_IN_PROGRESS", { physicalId: before.physicalId });
    return failed(bench, work, resource, before, error);
  }
  const { names, replacing } = changeOf(resource, before.properties, wanted.properties);
  if (names.length === 0 && isSame(sorted(before.tags), sorted(wanted.tags))) {
    const made = madeOf(work, resource, wanted, before);
    bench.record({
      kind: "cloudformation.resource-kept",
      stackId: work.stackId,
      logicalId: resource.id,
      made,
    });
    return true;
  }
  work.touched.add(resource.id);
  return replacing.length > 0
    ? replace(bench, work, resource, before, wanted)
    : changeInPlace(bench, work, resource, before, wanted);
}

const sorted = (tags: Wanted["tags"]) =>
  tags.map(({ Key, Value }) => ({ Key, Value })).toSorted((left, right) => (left.Key < right.Key ? -1 : 1));

async function changeInPlace(
  bench: Bench,
  work: Work,
  resource: Resource,
  before: Made,
  wanted: Wanted,
): Promise<boolean> {
  const { physicalId } = before;
  const properties = shownOf(work, resource, wanted);
  note(bench, work, resource, "UPDATE_IN_PROGRESS", { physicalId, properties });
  try {
    await pause(bench, `changing ${resource.type} ${resource.id}`);
    work.attempted.set(resource.id, wanted);
    const site = siteOf(bench, work.stackId, resource, () => {});
    const { update } = typeNamed(resource.type);
    const standing = await update?.({ standing: before, ...before }, wanted, site);
    if (work.isCancelled) throw new StepRefused("Resource update cancelled");
    const made = madeOf(work, resource, wanted, standing ?? before);
    note(bench, work, resource, "UPDATE_COMPLETE", { made, properties });
    return true;
  } catch (error) {
    return failed(bench, work, resource, before, error);
  }
}

function failed(bench: Bench, work: Work, resource: Resource, { physicalId }: Made, error: unknown): false {
  const reason = reasonOf(error, idsOf(bench, work.stackId));
  note(bench, work, resource, "UPDATE_FAILED", { reason, physicalId });
  return false;
}

/** The new one first; the old one goes in the cleanup. */
async function replace(
  bench: Bench,
  work: Work,
  resource: Resource,
  before: Made,
  wanted: Wanted,
): Promise<boolean> {
  const { naming = "" } = typeNamed(resource.type);
  const name = wanted.properties[naming];
  note(bench, work, resource, "UPDATE_IN_PROGRESS", {
    physicalId: before.physicalId,
    reason: "Requested update requires the creation of a new physical resource; hence creating one.",
    properties: shownOf(work, resource, wanted),
  });
  if (name !== undefined && isSame(name, before.properties[naming])) {
    const words = `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${String(name)} and update the stack again.`;
    return failed(bench, work, resource, before, new StepRefused(words));
  }
  const isMade = await make(bench, work, resource, "UPDATE", wanted);
  if (isMade)
    work.cleanup.push({
      logicalId: resource.id,
      type: resource.type,
      made: before,
      isOld: true,
      policy: before.updateReplacePolicy,
    });
  return isMade;
}

/** Brings a resource back to what it was before the update. False where that failed. */
export async function restoreResource(
  bench: Bench,
  work: Work,
  resource: Resource,
  before: Made,
): Promise<boolean> {
  const { physicalId } = before;
  const attempted = work.attempted.get(resource.id);
  note(bench, work, resource, "UPDATE_IN_PROGRESS", { physicalId });
  try {
    await pause(bench, `restoring ${resource.type} ${resource.id}`);
    if (attempted !== undefined) {
      const site = siteOf(bench, work.stackId, resource, () => {});
      await typeNamed(resource.type).update?.({ standing: before, ...attempted }, before, site);
    }
    note(bench, work, resource, "UPDATE_COMPLETE", { made: before });
    return true;
  } catch (error) {
    return failed(bench, work, resource, before, error);
  }
}

/** Deletes one, unless its policy keeps it. False where that failed. */
export async function deleteResource(
  bench: Bench,
  work: Pick<Work, "stackId">,
  { logicalId: id, type, made, isOld, policy }: Leftover,
  { isRemoved = false } = {},
): Promise<boolean> {
  const { physicalId } = made;
  const line = { physicalId, ...(isOld ? { isOld: true as const } : {}) };
  const end = { ...line, ...(isRemoved ? { isRemoved: true as const } : {}) };
  if (policy === "Retain" || policy === "RetainExceptOnCreate") {
    note(bench, work, { id, type }, "DELETE_SKIPPED", end);
    return true;
  }
  note(bench, work, { id, type }, "DELETE_IN_PROGRESS", line);
  try {
    await pause(bench, `deleting ${type} ${id}`);
    const site = siteOf(bench, work.stackId, { id, type }, () => {});
    await typeNamed(type).delete({ standing: made, properties: made.properties, tags: made.tags }, site);
    note(bench, work, { id, type }, "DELETE_COMPLETE", end);
    return true;
  } catch (error) {
    const reason = reasonOf(error, idsOf(bench, work.stackId));
    note(bench, work, { id, type }, "DELETE_FAILED", { ...line, reason });
    return false;
  }
}
