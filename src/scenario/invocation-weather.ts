// Room scenario: what the gate's faults are to an invocation of a function and to the items of a table, in the box and in a served
// world.
import type { Gate } from "../faults/gate.ts";
import type { InvocationWeather, TableWeather } from "../simulator/simulator.ts";

/** An answer that is lost on its way from a function is one that it never gave: its time runs out. */
export function weatherOf(
  gate: Pick<Gate, "invocation">,
  { functionArn, payload }: Parameters<InvocationWeather>[0],
): ReturnType<InvocationWeather> {
  const weather = gate.invocation(functionArn, payload);
  return weather === undefined ? undefined : { kind: weather === "drop-ack" ? "timeout" : "duplicate" };
}

/** Of a batch one item stays unprocessed, of a transaction one is in conflict; a call about one item has no part. */
const REFUSED_AS: Readonly<Record<string, ReturnType<TableWeather>>> = {
  BatchGetItem: "throttle",
  BatchWriteItem: "throttle",
  TransactGetItems: "conflict",
  TransactWriteItems: "conflict",
};

/** The fault `partial` at a table. */
export function tableWeatherOf(
  gate: Pick<Gate, "refusesItem">,
  { tableArn, operation }: Parameters<TableWeather>[0],
): ReturnType<TableWeather> {
  const refused = REFUSED_AS[operation];
  return refused !== undefined && gate.refusesItem(tableArn, operation) ? refused : undefined;
}
