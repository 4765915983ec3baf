// Benchmark: whose time it was, from a CPU profile. Node's own functions count with whoever called them, so that "SQS" includes the
// hashes that SQS asks for.
import type { Profiler } from "node:inspector";

/** Whose code a frame is, by its file; the first that fits. */
const OWNERS: readonly (readonly [string, RegExp])[] = [
  ["SDK", /node_modules\/(@aws-sdk|@smithy|@aws-crypto|@aws\/)/],
  ["wire", /src\/simulator\/wire|smithy-door|src\/box\/(sdk-|fetch|answer|network|signature)/],
  ["SQS", /src\/simulator\/sqs/],
  ["SNS", /src\/simulator\/(sns|matching)/],
  ["Lambda", /src\/simulator\/lambda/],
  ["DynamoDB", /src\/simulator\/dynamodb/],
  ["the rest of the simulator", /src\/simulator/],
  ["business code", /src\/system|\/var\/task\//],
  ["box", /src\/box/],
  ["journal and claims", /src\/(journal|claims)/],
  ["hands and observers", /src\/(drive|observe|scenario|faults)/],
];

export const SAMPLE_US = 200;

/** What a sample may count for: a thread that had no core in between did not work. */
const MOST_US = 2 * SAMPLE_US;

export type Shares = readonly (readonly [what: string, share: number])[];

export function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Shares {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const times = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const owner = ownerOf(id, byId, parents);
    if (owner === undefined) continue;
    const us = Math.min(timeDeltas[index] ?? 0, MOST_US);
    times.set(owner, (times.get(owner) ?? 0) + us);
    total += us;
  }
  return [...times].map(([what, us]) => [what, us / total] as const).toSorted((a, b) => b[1] - a[1]);
}

/** Undefined where the thread had nothing to do, or was the profiler's. */
function ownerOf(
  sample: number,
  byId: ReadonlyMap<number, Profiler.ProfileNode>,
  parents: ReadonlyMap<number, number>,
): string | undefined {
  for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
    const { url = "", functionName = "" } = byId.get(id)?.callFrame ?? {};
    if (functionName === "(idle)" || url === "node:inspector") return undefined;
    if (functionName === "(garbage collector)") return "garbage collector";
    if (!isOfNode(url)) return OWNERS.find(([, pattern]) => pattern.test(url))?.[0] ?? "the rest of Ordeal";
  }
  return "Node alone";
}

const isOfNode = (url: string): boolean => url === "" || url.startsWith("node:");
