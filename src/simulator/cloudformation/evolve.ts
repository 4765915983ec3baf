// Room simulator/cloudformation: the only place where the state changes: by an event applied to it.
import type { CloudFormationEvent, ResourceStatusChanged, StackBegun, StackStatusChanged } from "./events.ts";
import type { Stack, StackEvent, StackResource, Store } from "./state.ts";

export const STACK_TYPE = "AWS::CloudFormation::Stack";

export const liveKey = (region: string, name: string): string => `${region}/${name}`;

export function evolve(store: Store, event: CloudFormationEvent): void {
  switch (event.kind) {
    case "cloudformation.stack-made": {
      const { stackId: id, stackName: name, region, account, baseUrl, settings, isProtected, atMs } = event;
      store.live.set(liveKey(region, name), id);
      store.stacks.set(id, {
        id,
        name,
        region,
        account,
        baseUrl,
        settings,
        isProtected,
        createdMs: atMs,
        previous: undefined,
        status: "",
        reason: undefined,
        updatedMs: undefined,
        deletedMs: undefined,
        onFailure: "ROLLBACK",
        token: undefined,
        operation: undefined,
        changeSetId: undefined,
        resources: new Map(),
        outputs: [],
        imports: [],
        events: [],
      });
      return;
    }
    case "cloudformation.stack-begun":
      return change(store, event.stackId, (stack) => begun(stack, event));
    case "cloudformation.stack-status":
      return stackStatus(store, event);
    case "cloudformation.resource-status":
      return change(store, event.stackId, (stack) => withResource(stack, event));
    case "cloudformation.resource-kept": {
      const resources = store.stacks.get(event.stackId)?.resources as Map<string, StackResource> | undefined;
      const standing = resources?.get(event.logicalId);
      if (standing !== undefined) resources?.set(event.logicalId, { ...standing, made: event.made });
      return;
    }
    case "cloudformation.settings-restored":
      return change(store, event.stackId, (stack) => ({
        ...stack,
        settings: stack.previous ?? stack.settings,
      }));
    case "cloudformation.outputs-set": {
      const { outputs, imports } = event;
      return change(store, event.stackId, (stack) => ({ ...stack, outputs, imports }));
    }
    case "cloudformation.protection-set":
      return change(store, event.stackId, (stack) => ({ ...stack, isProtected: event.isProtected }));
    case "cloudformation.change-set-made":
      store.changeSets.set(event.changeSet.id, event.changeSet);
      return;
    case "cloudformation.change-set-status": {
      const changeSet = store.changeSets.get(event.changeSetId);
      const { status, execution, reason } = event;
      if (changeSet !== undefined)
        store.changeSets.set(changeSet.id, { ...changeSet, status, execution, reason });
      return;
    }
    case "cloudformation.change-set-deleted":
      store.changeSets.delete(event.changeSetId);
  }
}

function change(store: Store, id: string, by: (stack: Stack) => Stack): void {
  const stack = store.stacks.get(id);
  if (stack !== undefined) store.stacks.set(id, by(stack));
}

function begun(stack: Stack, event: StackBegun): Stack {
  const { operation, settings, onFailure, changeSetId, token, atMs } = event;
  return {
    ...stack,
    onFailure,
    token,
    operation,
    settings: settings ?? stack.settings,
    previous: operation === "update" ? stack.settings : undefined,
    updatedMs: operation === "update" ? atMs : stack.updatedMs,
    changeSetId: changeSetId ?? stack.changeSetId,
  };
}

function stackStatus(store: Store, event: StackStatusChanged): void {
  const { stackId, status, reason, eventId, atMs } = event;
  change(store, stackId, (stack) => ({
    ...stack,
    status,
    reason,
    deletedMs: status === "DELETE_COMPLETE" ? atMs : stack.deletedMs,
    events: withEvent(stack.events, {
      eventId,
      logicalId: stack.name,
      physicalId: stack.id,
      type: STACK_TYPE,
      status,
      reason,
      atMs,
      token: stack.token,
      properties: undefined,
    }),
  }));
  const stack = store.stacks.get(stackId);
  if (status === "DELETE_COMPLETE" && stack !== undefined) {
    store.live.delete(liveKey(stack.region, stack.name));
    for (const { id, stackId: of } of store.changeSets.values())
      if (of === stackId) store.changeSets.delete(id);
  }
}

function withResource(stack: Stack, event: ResourceStatusChanged): Stack {
  const { logicalId, type, physicalId, status, reason, properties, atMs } = event;
  const line = { logicalId, type, physicalId, status, reason, properties, atMs };
  const eventId = `${logicalId}-${status}-${stack.events.length}`;
  const events = withEvent(stack.events, { ...line, eventId, token: stack.token });
  if (event.isOld === true) return { ...stack, events };
  const resources = stack.resources as Map<string, StackResource>; // made by this file alone
  if (event.isRemoved === true) resources.delete(logicalId);
  else
    resources.set(logicalId, {
      logicalId,
      type,
      physicalId,
      status,
      reason,
      atMs,
      made: event.made ?? (status === "DELETE_COMPLETE" ? undefined : resources.get(logicalId)?.made),
    });
  return { ...stack, events };
}

/** Appended in place: a list of its own for each event would cost the square of their number. */
function withEvent(events: readonly StackEvent[], event: StackEvent): readonly StackEvent[] {
  (events as StackEvent[]).push(event); // made by this file alone
  return events;
}
