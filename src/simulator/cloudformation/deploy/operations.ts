// Room simulator/cloudformation: what goes on by itself after a stack was asked for: create, update, delete, and their ways back.
import type { Resource } from "../../../template/template.ts";
import type { StackBegun } from "../events.ts";
import { importersOf } from "../exports.ts";
import { instanceOf } from "../intake.ts";
import type { StackResource } from "../state.ts";
import { runGraph } from "./graph.ts";
import { checkExports, checkImports, importsOf, outputsOf } from "./outputs.ts";
import { reasonOf } from "./reasons.ts";
import { createResource, deleteResource, restoreResource, updateResource } from "./steps.ts";
import { type Bench, type Leftover, note, openWork, pause, stackOf, stackStatus, type Work } from "./work.ts";

export type Operate = (event: StackBegun) => void;

/** Runs what a decision began; one operation a stack at a time. */
export function createOperations(bench: Bench): Operate {
  const going = new Map<string, { readonly work: Work; readonly done: Promise<void> }>();
  return (event) => {
    const { stackId, operation } = event;
    const before = going.get(stackId);
    if (before !== undefined) {
      before.work.isCancelled = true;
      before.work.isSuperseded = true;
    }
    const stack = stackOf(bench, stackId);
    // Of a deletion the template does not matter any longer.
    const work = openWork(bench, stackId, instanceOf(stack.settings, stack));
    const run = async (): Promise<void> => {
      await before?.done;
      if (operation === "create") await create(bench, work);
      else if (operation === "update") await update(bench, work);
      else await remove(bench, work, event.retain);
    };
    const done = run()
      .catch((error: unknown) => {
        const words = reasonOf(error, { request: "", token: "" });
        stackStatus(bench, stackId, `${operation.toUpperCase()}_FAILED`, words);
      })
      .finally(() => {
        if (going.get(stackId)?.work === work) going.delete(stackId);
      });
    going.set(stackId, { work, done });
  };
}

/** Why an operation went no further; undefined where all went well. */
async function attempt(
  bench: Bench,
  work: Work,
  verb: "create" | "update",
  run: (resource: Resource) => Promise<boolean>,
): Promise<string | undefined> {
  const { instance, stackId } = work;
  const stack = stackOf(bench, stackId);
  try {
    await pause(bench, `${verb} of stack ${stack.name}`);
    const imports = importsOf(instance);
    checkImports(bench.state, stack.region, imports);
    const ids = [...instance.resources.keys()];
    const { failed } = await runGraph(
      ids,
      (id) => instance.dependencies.get(id) ?? [],
      async (id) => {
        const resource = instance.resources.get(id);
        const isDone = resource === undefined || (await run(resource));
        if (!isDone) work.isCancelled = true;
        return isDone && !work.isSuperseded;
      },
    );
    if (work.isSuperseded) return "superseded";
    if (failed.length > 0) return failureWords(bench, work);
    const outputs = outputsOf(instance, work.scope);
    checkExports(bench.state, stackOf(bench, stackId), outputs);
    bench.record({
      kind: "cloudformation.outputs-set",
      stackId,
      outputs,
      imports: imports.map(({ name }) => name),
    });
    return undefined;
  } catch (error) {
    return `${reasonOf(error, { request: "", token: "" }).replace(/\.?$/, ".")} `;
  }
}

/** `The following resource(s) failed to create: [A, B]. ` */
function failureWords(bench: Bench, { stackId, instance }: Work): string {
  const resources = [...stackOf(bench, stackId).resources.values()].filter(({ logicalId }) =>
    instance.resources.has(logicalId),
  );
  const words = (what: string, verb: string): string => {
    const ids = resources.filter((one) => one.status === what).map(({ logicalId }) => logicalId);
    return ids.length === 0 ? "" : `The following resource(s) failed to ${verb}: [${ids.join(", ")}]. `;
  };
  return words("CREATE_FAILED", "create") + words("UPDATE_FAILED", "update");
}

async function create(bench: Bench, work: Work): Promise<void> {
  const { stackId } = work;
  const failure = await attempt(bench, work, "create", (resource) => createResource(bench, work, resource));
  if (work.isSuperseded) return;
  if (failure === undefined) return stackStatus(bench, stackId, "CREATE_COMPLETE");
  const { onFailure } = stackOf(bench, stackId);
  if (onFailure === "DO_NOTHING") return stackStatus(bench, stackId, "CREATE_FAILED", failure);
  const isGoing = onFailure === "DELETE";
  stackStatus(
    bench,
    stackId,
    isGoing ? "DELETE_IN_PROGRESS" : "ROLLBACK_IN_PROGRESS",
    `${failure}${isGoing ? "Delete" : "Rollback"} requested by user.`,
  );
  const words = await deleteAll(bench, work, { isRollback: true });
  if (work.isSuperseded) return;
  if (words === undefined)
    return stackStatus(bench, stackId, isGoing ? "DELETE_COMPLETE" : "ROLLBACK_COMPLETE");
  return stackStatus(bench, stackId, isGoing ? "DELETE_FAILED" : "ROLLBACK_FAILED", words);
}

async function remove(bench: Bench, work: Work, retain: readonly string[]): Promise<void> {
  const { stackId } = work;
  const { region, outputs } = stackOf(bench, stackId);
  for (const { exportName: name } of outputs) {
    const [user] = name === undefined ? [] : importersOf(bench.state, region, name);
    if (user === undefined || user.id === stackId) continue;
    const words = `Delete canceled. Cannot delete export ${String(name)} as it is in use by ${user.name}.`;
    return stackStatus(bench, stackId, "DELETE_FAILED", words);
  }
  const words = await deleteAll(bench, work, { retain });
  return words === undefined
    ? stackStatus(bench, stackId, "DELETE_COMPLETE")
    : stackStatus(bench, stackId, "DELETE_FAILED", words);
}

/** Everything that a stack has, what depends on it first; why not, where something stays. */
async function deleteAll(
  bench: Bench,
  work: Work,
  { retain = [], isRollback = false }: { readonly retain?: readonly string[]; readonly isRollback?: boolean },
): Promise<string | undefined> {
  await pause(bench, `deletion of stack ${stackOf(bench, work.stackId).name}`);
  const leftovers: Leftover[] = [];
  for (const { logicalId, type, made, status: standing } of stackOf(bench, work.stackId).resources.values()) {
    if (standing === "DELETE_COMPLETE" || standing === "DELETE_SKIPPED") continue;
    if (made === undefined) note(bench, work, { id: logicalId, type }, "DELETE_COMPLETE");
    else leftovers.push({ logicalId, type, made, isOld: false, policy: policyOf(made.deletionPolicy) });
  }
  function policyOf(policy: string | undefined): string | undefined {
    return isRollback && policy === "RetainExceptOnCreate" ? undefined : policy;
  }
  const kept = leftovers.map((one) => (retain.includes(one.logicalId) ? { ...one, policy: "Retain" } : one));
  const failed = await deleteInOrder(bench, work, kept);
  return failed.length === 0
    ? undefined
    : `The following resource(s) failed to delete: [${failed.join(", ")}]. `;
}

/** The logical ids that could not be deleted. */
async function deleteInOrder(
  bench: Bench,
  work: Work,
  leftovers: readonly Leftover[],
  options: { readonly isRemoved?: boolean } = {},
): Promise<readonly string[]> {
  const byId = new Map(leftovers.map((one) => [one.logicalId, one]));
  const dependants = new Map<string, string[]>();
  for (const { logicalId, made } of leftovers)
    for (const needed of made.dependsOn)
      dependants.set(needed, [...(dependants.get(needed) ?? []), logicalId]);
  const failed: string[] = [];
  await runGraph(
    [...byId.keys()],
    (id) => dependants.get(id) ?? [],
    async (id) => {
      const leftover = byId.get(id);
      const isRemoved = options.isRemoved === true && leftover?.isOld === false;
      const isDone = leftover === undefined || (await deleteResource(bench, work, leftover, { isRemoved }));
      if (!isDone) failed.push(id);
      // What does not depend on it is deleted all the same.
      return true;
    },
  );
  return failed;
}

async function update(bench: Bench, work: Work): Promise<void> {
  const { stackId, instance } = work;
  const before = new Map(stackOf(bench, stackId).resources);
  const outputsBefore = stackOf(bench, stackId);
  const failure = await attempt(bench, work, "update", (resource) => {
    const made = before.get(resource.id)?.made;
    return made === undefined
      ? createResource(bench, work, resource)
      : updateResource(bench, work, resource, made);
  });
  if (work.isSuperseded) return;
  if (failure !== undefined) {
    if (stackOf(bench, stackId).onFailure === "DO_NOTHING")
      return stackStatus(bench, stackId, "UPDATE_FAILED", failure);
    return rollBack(bench, work, before, failure, outputsBefore);
  }
  stackStatus(bench, stackId, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
  for (const { logicalId, type, made } of before.values()) {
    if (instance.resources.has(logicalId)) continue;
    if (made === undefined)
      note(bench, work, { id: logicalId, type }, "DELETE_COMPLETE", { isRemoved: true });
    else work.cleanup.push({ logicalId, type, made, isOld: false, policy: made.deletionPolicy });
  }
  await pause(bench, `cleanup of stack ${outputsBefore.name}`);
  // What cannot be deleted is left and no longer the stack's, as on AWS.
  await deleteInOrder(bench, work, work.cleanup, { isRemoved: true });
  if (work.isSuperseded) return;
  stackStatus(bench, stackId, "UPDATE_COMPLETE");
}

async function rollBack(
  bench: Bench,
  work: Work,
  before: ReadonlyMap<string, StackResource>,
  failure: string,
  {
    outputs,
    imports,
  }: { readonly outputs: ReturnType<typeof outputsOf>; readonly imports: readonly string[] },
): Promise<void> {
  const { stackId } = work;
  stackStatus(bench, stackId, "UPDATE_ROLLBACK_IN_PROGRESS", failure);
  bench.record({ kind: "cloudformation.settings-restored", stackId });
  bench.record({ kind: "cloudformation.outputs-set", stackId, outputs, imports });
  await pause(bench, `rollback of stack ${stackOf(bench, stackId).name}`);
  const now = new Map(stackOf(bench, stackId).resources);
  const leftovers: Leftover[] = [];
  const touched: StackResource[] = [];
  for (const one of now.values()) {
    const old = before.get(one.logicalId);
    if (old?.made === undefined) {
      if (one.made !== undefined) leftovers.push({ ...one, made: one.made, isOld: false, policy: undefined });
      else note(bench, work, { id: one.logicalId, type: one.type }, "DELETE_COMPLETE", { isRemoved: true });
      continue;
    }
    if (one.made !== undefined && one.made.physicalId !== old.made.physicalId)
      leftovers.push({ ...one, made: one.made, isOld: true, policy: undefined });
    if (work.touched.has(one.logicalId)) touched.push(old);
    else
      bench.record({
        kind: "cloudformation.resource-kept",
        stackId,
        logicalId: one.logicalId,
        made: old.made,
      });
  }
  const isBack = await restore(bench, work, touched);
  if (work.isSuperseded) return;
  if (!isBack)
    return stackStatus(bench, stackId, "UPDATE_ROLLBACK_FAILED", failureWords(bench, { ...work }).trimEnd());
  stackStatus(bench, stackId, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
  await deleteInOrder(bench, work, leftovers, { isRemoved: true });
  if (work.isSuperseded) return;
  stackStatus(bench, stackId, "UPDATE_ROLLBACK_COMPLETE");
}

async function restore(bench: Bench, work: Work, touched: readonly StackResource[]): Promise<boolean> {
  const byId = new Map(touched.map((one) => [one.logicalId, one]));
  const { failed } = await runGraph(
    touched.map(({ logicalId }) => logicalId),
    (id) => byId.get(id)?.made?.dependsOn ?? [],
    async (id) => {
      const old = byId.get(id);
      if (old?.made === undefined) return true;
      const resource = { ...old, id, properties: {}, dependsOn: [], line: 0 };
      return restoreResource(bench, work, resource, old.made);
    },
  );
  return failed.length === 0;
}
