// Room scenario: the names in a scenario's claims are checked against its system before anything is provisioned: a claim about a
// hop that is not there could never be ruled on, and would cost a run to find out.
import type { Claim } from "../claims/claim.ts";
import type { Json } from "../journal/line.ts";
import { describeSystem } from "../template/describe.ts";
import type { Template } from "../template/template.ts";
import { UsageError } from "./errors.ts";
import type { LoadedScenario } from "./find.ts";
import { didYouMean } from "./nearest.ts";

/** Arguments of the built-in claims that name a hop, a sink or a step. */
const NAMES: Readonly<Record<string, "hop" | "sink" | "step">> = {
  to: "hop",
  among: "hop",
  in: "hop",
  from: "hop",
  queue: "hop",
  sink: "sink",
  sinks: "sink",
  steps: "step",
};

/** Throws UsageError for the first name that none of the systems has. */
export function refuseStrangeNames({ name, scenario }: LoadedScenario, templates: readonly Template[]): void {
  const systems = templates.map(describeSystem);
  const hops = systems.flatMap((system) => system.hops);
  const sinks = systems.flatMap((system) => system.sinks);
  const sinkNames = sinks.map((one) => one.sink);
  const known = {
    hop: [...hops.map((one) => one.hop), ...sinkNames],
    sink: sinkNames,
    step: sinks.flatMap((one) => one.steps),
  };
  for (const { arg, what, value } of scenario.claims.filter(isBuiltIn).flatMap(namesIn)) {
    if (known[what].includes(value)) continue;
    const kinds = [...new Set(known[what])];
    throw new UsageError(
      `scenario ${name}: ${arg} names the ${what} ${value}, and the system has none.${didYouMean(value, kinds)} It has ${kinds.join(", ")}.`,
    );
  }
}

/** The arguments of a claim of one's own mean what its author says. */
const isBuiltIn = ({ module }: Claim): boolean => module === undefined;

function namesIn({ claim, args }: Claim) {
  return Object.entries(NAMES).flatMap(([arg, what]) =>
    listOf(args[arg]).map((value) => ({ arg: `${claim}, ${arg},`, what, value })),
  );
}

function listOf(value: Json | undefined): readonly string[] {
  const values: readonly Json[] = Array.isArray(value) ? value : [value ?? null];
  return values.filter((one) => typeof one === "string");
}
