// The table hop x fault: docs/FAULTS.md is written from what the room faults refuses (`--write`), and compared otherwise. Each of its
// cells is struck or seen refused by scenarios/faults.test.ts.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type FaultPlaces, type PlaceKind, refusalOf } from "../src/faults/places.ts";
import { type FaultName, type FaultRule, FAULTS } from "../src/faults/rule.ts";

const TABLE = "docs/FAULTS.md";

interface Cell {
  /** The scenario of fixtures/fault-cells that calls it. */
  readonly scenario: string;
  readonly kind: PlaceKind;
  readonly hop: string;
  readonly ruleOf: (fault: FaultName) => FaultRule;
}

const cell = (
  kind: PlaceKind,
  hop: string,
  on: (fault: FaultName) => FaultRule["on"] = () => undefined,
): Cell => ({
  scenario: kind === "function" || kind === "table" ? "every-function" : "every-hop",
  kind,
  hop,
  ruleOf: (fault) => {
    const where = on(fault);
    return { id: "cell", hop, fault, ...(where === undefined ? {} : { on: where }) };
  },
});

/** One hop of each kind, with what a rule there has to name. */
export const CELLS: readonly Cell[] = [
  cell("topic", "OrderEvents"),
  cell("queue", "InventoryQueue"),
  cell("fifo", "PaymentLedger"),
  cell("worker", "InventoryWorker", (fault) =>
    fault.startsWith("crash") ? { order: "every-hop/published" } : undefined,
  ),
  cell("function", "LedgerWorker"),
  cell("table", "Effects"),
  cell("control", "control:sqs", (fault) => ({
    action: fault === "lag" ? "SetQueueAttributes" : "CreateQueue",
  })),
];

export const placesOfCells = (can: Partial<FaultPlaces> = {}): FaultPlaces => ({
  kinds: new Map(CELLS.filter(({ kind }) => kind !== "control").map(({ kind, hop }) => [hop, kind])),
  hasWeather: true,
  hasFunctionGate: true,
  isRun: true,
  ...can,
});

function textOf(fault: FaultName, { kind, ruleOf }: Cell): string {
  const rule = ruleOf(fault);
  const why = refusalOf(rule, kind, placesOfCells());
  if (why !== undefined) return why.slice(`${fault} at ${kind} ${rule.hop} `.length);
  if (refusalOf(rule, kind, placesOfCells({ hasWeather: false })) !== undefined)
    return "**strikes**, embedded and `serve` only";
  return refusalOf(rule, kind, placesOfCells({ hasFunctionGate: false })) === undefined
    ? "**strikes**"
    : "**strikes** where functions pass the gate";
}

function render(): string {
  const rows = FAULTS.map((fault) => `| ${fault} | ${CELLS.map((one) => textOf(fault, one)).join(" | ")} |`);
  return [
    "# Faults",
    "",
    "Which fault strikes at which kind of hop, and why not elsewhere: a refusal stands in the error that a plan gets, before anything is provisioned. Written by `npm run check:facts -- --write`; each cell is struck or seen refused by `scenarios/faults.test.ts`.",
    "",
    `| fault | ${CELLS.map(({ kind }) => kind).join(" | ")} |`,
    `| --- | ${CELLS.map(() => "---").join(" | ")} |`,
    ...rows,
    "",
    "What functions call passes the gate on the embedded target, on `ordeal serve`, and wherever a function reaches a server on this machine's loopback by its variable AWS_ENDPOINT_URL: the probe `gate.functions` tries it before a run, and then every function is given the gate's address there (not with `--keep`, since the gate ends with the run). Elsewhere, as in containers, functions speak to the endpoint itself: faults at tables are refused, and faults at topics and queues strike the calls of Ordeal and of workers alone.",
    "",
  ].join("\n");
}

if (import.meta.main) {
  if (process.argv.includes("--write")) writeFileSync(TABLE, render());
  else if (!existsSync(TABLE) || readFileSync(TABLE, "utf8") !== render()) {
    console.error(`${TABLE} is old: node checks/fault-table.ts --write`);
    process.exitCode = 1;
  }
}
