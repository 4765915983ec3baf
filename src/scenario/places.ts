// Room scenario: the hops of a template as places where faults can strike.
import type { FaultPlaces, PlaceKind } from "../faults/places.ts";
import { feedsOf, workersOf } from "../template/describe.ts";
import type { Template } from "../template/template.ts";

/** The kind of every hop of a template. */
export function kindsOf(template: Template): ReadonlyMap<string, PlaceKind> {
  const kinds = new Map<string, PlaceKind>();
  for (const [id, { type, properties }] of template.resources) {
    if (type === "AWS::SNS::Topic") kinds.set(id, "topic");
    if (type === "AWS::DynamoDB::Table") kinds.set(id, "table");
    if (type === "AWS::Lambda::Function") kinds.set(id, "function");
    if (type === "AWS::SQS::Queue") kinds.set(id, isTrue(properties.FifoQueue) ? "fifo" : "queue");
  }
  for (const { name } of workersOf(template)) kinds.set(name, "worker");
  return kinds;
}

const isTrue = (value: unknown): boolean => value === true || value === "true";

/** The places of one run. */
export const placesOf = (
  template: Template,
  can: Pick<FaultPlaces, "hasWeather" | "hasFunctionGate">,
): FaultPlaces => ({
  kinds: kindsOf(template),
  feeds: new Map(feedsOf(template).map(({ queue, name }) => [queue, name])),
  ...can,
  isRun: true,
});
