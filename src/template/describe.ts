// Room template: what claims need to know of a system, read from its template: hops, dead letter queues, consumers, sinks.
import { referencesIn } from "./resolve.ts";
import { type Json, type JsonObject, type Resource, type Template, TemplateError } from "./template.ts";

export interface DescribedHop {
  readonly hop: string;
  readonly type: string;
  readonly dlq?: string;
  readonly maxReceiveCount?: number;
  readonly visibilityS?: number;
  readonly delayS?: number;
  readonly consumer?: string;
}

export interface DescribedSystem {
  readonly hops: readonly DescribedHop[];
  readonly sinks: readonly { readonly sink: string; readonly steps: readonly string[] }[];
  readonly orderAt: { readonly [hop: string]: string };
}

/** A worker as the template's Metadata.Ordeal.Workers has it (CONTRACTS 7). */
export interface WorkerDescription {
  readonly name: string;
  readonly queue: string;
  readonly command: string;
  readonly env: JsonObject;
  readonly waitS: number;
  readonly heartbeatS: number;
}

/** Default VisibilityTimeout of a queue, in seconds (SQS-04). */
const DEFAULT_VISIBILITY_S = 30;

/** Types that orders pass through; policies and subscriptions are no hops. */
const HOP_TYPES = new Set([
  "AWS::SQS::Queue",
  "AWS::SNS::Topic",
  "AWS::Events::EventBus",
  "AWS::Lambda::Function",
]);

/** The workers of a template. */
export function workersOf(template: Template): readonly WorkerDescription[] {
  const workers = (ordealOf(template).Workers ?? {}) as JsonObject;
  return Object.entries(workers).map(([name, value]) => {
    const worker = (value ?? {}) as JsonObject;
    if (typeof worker.queue !== "string" || typeof worker.command !== "string") {
      throw new TemplateError(
        template.file,
        0,
        `Metadata.Ordeal.Workers.${name} needs a queue and a command`,
      );
    }
    return {
      name,
      queue: worker.queue,
      command: worker.command,
      env: (worker.env ?? {}) as JsonObject,
      waitS: Number(worker.waitS ?? 0),
      heartbeatS: Number(worker.heartbeatS ?? 0),
    };
  });
}

/** A function that receives from a queue through an event source mapping. */
export interface FeedDescription {
  readonly mapping: string;
  readonly queue: string;
  readonly name: string;
  readonly windowS: number;
}

/** The functions that queues of a template feed. */
export function feedsOf(template: Template): readonly FeedDescription[] {
  const mappings = [...template.resources.values()].filter(
    ({ type }) => type === "AWS::Lambda::EventSourceMapping",
  );
  return mappings.flatMap(({ id, properties }) => {
    const [queue] = referencesIn(properties.EventSourceArn);
    const [name] = referencesIn(properties.FunctionName);
    if (queue === undefined || name === undefined) return [];
    return [{ mapping: id, queue, name, windowS: secondsOf(properties.MaximumBatchingWindowInSeconds, 0) }];
  });
}

/** A sink as the template's Metadata.Ordeal.Sinks has it. */
export interface SinkDescription {
  readonly sink: string;
  readonly steps: readonly string[];
  /** The table that it is read from, and how: one log of all calls, or a list for each order. */
  readonly table?: string;
  readonly shape?: "log" | "lists";
}

/** Where effects of a template show. */
export function sinksOf(template: Template): readonly SinkDescription[] {
  return (ordealOf(template).Sinks ?? []) as unknown as readonly SinkDescription[];
}

/** The system of a template in the journal's words. */
export function describeSystem(template: Template): DescribedSystem {
  const workers = workersOf(template);
  const consumers = [...workers, ...feedsOf(template)];
  const hops = [...template.resources.values()]
    .filter((resource) => HOP_TYPES.has(resource.type))
    .map((resource) => describeHop(resource, consumers));
  const ordeal = ordealOf(template);
  const sinks = sinksOf(template).map(({ sink, steps }) => ({ sink, steps }));
  const orderAt = (ordeal.OrderAt ?? { "*": "/orderId" }) as DescribedSystem["orderAt"];
  return {
    hops: [...hops, ...workers.map(({ name }) => ({ hop: name, type: "Ordeal::Worker" }))],
    sinks,
    orderAt,
  };
}

function ordealOf(template: Template): JsonObject {
  return (template.metadata.Ordeal ?? {}) as JsonObject;
}

function describeHop(
  resource: Resource,
  consumers: readonly { readonly name: string; readonly queue: string }[],
): DescribedHop {
  const hop = { hop: resource.id, type: resource.type };
  if (resource.type !== "AWS::SQS::Queue") return hop;
  const redrive = resource.properties.RedrivePolicy as JsonObject | undefined;
  const [dlq] = referencesIn(redrive?.deadLetterTargetArn);
  const consumer = consumers.find(({ queue }) => queue === resource.id)?.name;
  return {
    ...hop,
    ...(dlq === undefined ? {} : { dlq, maxReceiveCount: Number(redrive?.maxReceiveCount) }),
    visibilityS: secondsOf(resource.properties.VisibilityTimeout, DEFAULT_VISIBILITY_S),
    delayS: secondsOf(resource.properties.DelaySeconds, 0),
    ...(consumer === undefined ? {} : { consumer }),
  };
}

function secondsOf(value: Json | undefined, otherwise: number): number {
  return value === undefined ? otherwise : Number(value);
}
