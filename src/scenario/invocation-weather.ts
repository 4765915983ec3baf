// Room scenario: what the gate's faults are to an invocation of a function, in the box and in a served world.
import type { Gate } from "../faults/gate.ts";
import type { InvocationWeather } from "../simulator/simulator.ts";

/** An answer that is lost on its way from a function is one that it never gave: its time runs out. */
export function weatherOf(
  gate: Pick<Gate, "invocation">,
  { functionArn, payload }: Parameters<InvocationWeather>[0],
): ReturnType<InvocationWeather> {
  const weather = gate.invocation(functionArn, payload);
  return weather === undefined ? undefined : { kind: weather === "drop-ack" ? "timeout" : "duplicate" };
}
