// Room scenario: the effects that an item put into a sink's table tells of: a call in the provider's log, or what a list grew by.
import type { SimulatorEvent } from "../simulator/simulator.ts";
import type { SinkDescription } from "../template/describe.ts";

/** An effect and where it stands. */
export interface EffectAt {
  readonly sink: string;
  readonly source: string;
  readonly n: number;
  readonly order: string;
  readonly step: string;
  readonly requestId: string;
  readonly key?: string;
  readonly deduplicated: boolean;
}

type Put = Extract<SimulatorEvent, { kind: "dynamodb.item-put" }>;
type Item = Put["item"];

/** As the probes of src/observe/table-probes.ts read it. */
export function effectsOf(
  { item, old }: Pick<Put, "item" | "old">,
  table: string | undefined,
  sinks: readonly SinkDescription[],
): readonly EffectAt[] {
  const found = sinks.find((one) => one.table !== undefined && one.table === table);
  if (found === undefined) return [];
  return found.shape === "lists" ? grown(found.sink, item, old) : called(found.sink, item);
}

function called(sink: string, item: Item): readonly EffectAt[] {
  if (text(item, "pk") !== "call") return [];
  const key = text(item, "key");
  return [
    {
      sink,
      source: sink,
      n: Number(item.n !== undefined && "N" in item.n ? item.n.N : 0),
      order: text(item, "order") ?? "",
      step: text(item, "step") ?? "",
      requestId: text(item, "requestId") ?? "",
      ...(key === undefined ? {} : { key }),
      deduplicated: item.deduplicated !== undefined && "BOOL" in item.deduplicated && item.deduplicated.BOOL,
    },
  ];
}

function grown(sink: string, item: Item, old: Item | undefined): readonly EffectAt[] {
  const order = text(item, "order") ?? "";
  const before = stepsIn(old).length;
  return stepsIn(item)
    .slice(before)
    .map((entry, index) => {
      const [step = "", requestId = ""] = entry.split(/#(.*)/s);
      const n = before + index + 1;
      return { sink, source: `${sink}/${order}`, n, order, step, requestId, deduplicated: false };
    });
}

function stepsIn(item: Item | undefined): readonly string[] {
  const steps = item?.steps;
  if (steps === undefined || !("L" in steps)) return [];
  return steps.L.map((value) => ("S" in value ? value.S : ""));
}

function text(item: Item, name: string): string | undefined {
  const value = item[name];
  return value !== undefined && "S" in value ? value.S : undefined;
}
