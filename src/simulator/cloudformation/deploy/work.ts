// Room simulator/cloudformation: one operation on one stack while it goes on: what it resolves names against, what it tried, what it has to
// clean up, and how it writes down what happens.
import { keyedUuid } from "../../../box/keyed.ts";
import type { Instance } from "../../../template/instance.ts";
import type { Json } from "../../../template/json.ts";
import type { Scope } from "../../../template/resolve.ts";
import type { Resource } from "../../../template/template.ts";
import type { CloudFormationEvent, ResourceStatusChanged } from "../events.ts";
import { exportNamed } from "../exports.ts";
import { partitionOf } from "../intake.ts";
import { HIDDEN, hiddenParameters } from "../summary.ts";
import { STABILISE_EVERY_MS, STABILISE_FOR_MS, STEP_MS } from "../limits.ts";
import type { CloudFormationPorts } from "../ports.ts";
import type { Site, Wanted } from "../resources/resource-type.ts";
import type { CloudFormationState, Made, Stack } from "../state.ts";
import { physicalName } from "./names.ts";
import { remembering } from "./reasons.ts";
import { StepRefused } from "./refused.ts";

/** What is deleted once an operation is sure of itself. */
export interface Leftover {
  readonly logicalId: string;
  readonly type: string;
  readonly made: Made;
  /** The logical id is another's by now. */
  readonly isOld: boolean;
  readonly policy: string | undefined;
}

export interface Work {
  readonly stackId: string;
  readonly instance: Instance;
  readonly scope: Scope;
  /** As events show values: without what NoEcho hides. Undefined where nothing is hidden. */
  readonly shown: Scope | undefined;
  /** Wanted of what was changed in place, whether that went well or not. */
  readonly attempted: Map<string, Wanted>;
  /** Logical ids of which an update wrote a line. */
  readonly touched: Set<string>;
  readonly cleanup: Leftover[];
  /** Something failed: what is still going on ends as cancelled. */
  isCancelled: boolean;
  /** The stack is to be deleted: nothing of this work counts any longer. */
  isSuperseded: boolean;
}

/** What an operation acts by. */
export interface Bench {
  readonly ports: CloudFormationPorts;
  readonly state: CloudFormationState;
  readonly record: (event: CloudFormationEvent) => void;
}

export const stackOf = ({ state }: Bench, stackId: string): Stack => {
  const stack = state.stacks.get(stackId);
  if (stack === undefined) throw new Error(`there is no stack ${stackId}`);
  return stack;
};

export function openWork(bench: Bench, stackId: string, instance: Instance): Work {
  const { region, settings } = stackOf(bench, stackId);
  const resource = (id: string) => stackOf(bench, stackId).resources.get(id)?.made;
  const scope: Scope = {
    ...instance.scope,
    ref: (id) => instance.scope.ref(id) ?? resource(id)?.physicalId,
    getAtt: (id, attribute) => attributeOf(resource(id), attribute),
    importValue: (name) => exportNamed(bench.state, region, name)?.value,
  };
  return {
    stackId,
    instance,
    scope,
    shown: hiding(hiddenParameters(settings.body), scope),
    attempted: new Map(),
    touched: new Set(),
    cleanup: [],
    isCancelled: false,
    isSuperseded: false,
  };
}

function hiding(hidden: readonly string[], scope: Scope): Scope | undefined {
  if (hidden.length === 0) return undefined;
  return { ...scope, ref: (id) => (hidden.includes(id) ? HIDDEN : scope.ref(id)) };
}

function attributeOf(made: Made | undefined, attribute: string): Json | undefined {
  const attributes = made?.attributes ?? {};
  return Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
}

/** A line about a resource. */
export function note(
  { ports, record }: Bench,
  { stackId }: Pick<Work, "stackId">,
  { id, type }: Pick<Resource, "id" | "type">,
  status: string,
  more: Partial<Pick<ResourceStatusChanged, "reason" | "physicalId" | "made" | "isOld" | "isRemoved">> & {
    readonly properties?: string | undefined;
  } = {},
): void {
  const { made, isOld, isRemoved } = more;
  record({
    kind: "cloudformation.resource-status",
    stackId,
    logicalId: id,
    type,
    status,
    atMs: ports.clock.nowMs(),
    reason: more.reason,
    properties: more.properties,
    physicalId: more.physicalId ?? made?.physicalId,
    ...(made === undefined ? {} : { made }),
    ...(isOld === true ? { isOld } : {}),
    ...(isRemoved === true ? { isRemoved } : {}),
  });
}

/** A line about the stack itself. */
export function stackStatus(bench: Bench, stackId: string, to: string, reason?: string): void {
  const eventId = keyedUuid(bench.ports.seed, "cloudformation.event", ...serialOf(bench, stackId));
  const atMs = bench.ports.clock.nowMs();
  bench.record({ kind: "cloudformation.stack-status", stackId, status: to, reason, eventId, atMs });
}

/** Different for each line that a stack ever gets. */
export const serialOf = (bench: Bench, stackId: string): readonly [string, number] => [
  stackId,
  stackOf(bench, stackId).events.length,
];

export const pause = ({ ports }: Bench, what: string, ms: number = STEP_MS): Promise<void> =>
  new Promise((resolve) => {
    ports.clock.after(ms, { actor: "cloudformation", foreground: true, what }, resolve);
  });

/** Where a resource is made. */
export function siteOf(
  bench: Bench,
  stackId: string,
  { id, type }: Pick<Resource, "id" | "type">,
  initiated: (physicalId: string) => void,
): Site {
  const stack = stackOf(bench, stackId);
  const { region, account, name: stackName, baseUrl } = stack;
  return {
    logicalId: id,
    stackName,
    region,
    account,
    baseUrl,
    partition: partitionOf(region),
    initiated,
    name: (form) => physicalName(bench.ports.seed, stack, id, serialOf(bench, stackId)[1], form),
    call: (service, operation, input) =>
      remembering(
        service,
        bench.ports.internal.call(service, operation, input, {
          actor: `cloudformation:${stackName}`,
          region,
        }),
      ),
    async until(what, look) {
      for (let waitedMs = 0; waitedMs < STABILISE_FOR_MS; waitedMs += STABILISE_EVERY_MS) {
        const found = await look();
        if (found !== undefined) return found;
        await pause(bench, `${what} of ${type} ${id} in ${stackName}`, STABILISE_EVERY_MS);
      }
      throw new StepRefused(`Exceeded attempts to wait: ${what} of ${id}`);
    },
  };
}
