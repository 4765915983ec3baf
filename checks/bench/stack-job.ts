// Benchmark: the job that a box plays: a system up by CreateStack and down again in a fresh world, with the CPU time of this thread
// alone for the way up, profiled when asked.
import { Session } from "node:inspector/promises";
import type { JobContext } from "../../src/box/thread.ts";
import { openJournal } from "../../src/journal/writer.ts";
import { openProvision } from "../../src/provision/provision.ts";
import { boxVenue, openSimulator } from "../../src/scenario/box-venue.ts";
import { type Code, withCode } from "../../src/scenario/instrument.ts";
import { clientsFor } from "../../src/target/clients.ts";
import { messagingSystem } from "../../src/index.ts";
import { chooseSystem, templateFor } from "../../src/scenario/system.ts";

export interface Upped {
  readonly cpuMs: number;
  readonly resources: number;
  /** Self time by function, in us. */
  readonly hot: readonly (readonly [what: string, us: number])[];
}

export async function upInBox(
  { code, folder, profile }: { readonly code: Code; readonly folder: string; readonly profile: boolean },
  { world }: JobContext,
): Promise<Upped> {
  const { endpoint, region, account } = boxVenue(world, openSimulator(world));
  const clients = clientsFor(endpoint, { region, allowedHosts: [endpoint.hostname] });
  const template = withCode(templateFor(chooseSystem(undefined, ""), messagingSystem()), code);
  const journal = openJournal(folder);
  journal.append({
    kind: "run.started",
    actor: "runner",
    data: { format: 1, scenario: "stack", title: "a stack goes up", proves: [], seed: "1" },
  });
  const tags = { "ordeal:run": "bench" };
  const options = { clients, journal, prefix: "ordeal-bench", region, account, tags, byStack: true };
  const system = openProvision(template, options);
  const session = new Session();
  if (profile) {
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 200 });
    await session.post("Profiler.start");
  }
  const before = process.threadCpuUsage();
  await system.up();
  const { user, system: kernel } = process.threadCpuUsage(before);
  const hot = profile ? await hottest(session) : [];
  const resources = system.list().length;
  await system.teardown();
  await journal.close();
  return { cpuMs: (user + kernel) / 1000, resources, hot };
}

async function hottest(session: Session): Promise<Upped["hot"]> {
  const { profile: taken } = await session.post("Profiler.stop");
  session.disconnect();
  const nameOf = new Map(
    taken.nodes.map(({ id, callFrame: { url, functionName, lineNumber } }) => [
      id,
      `${functionName || "(anonymous)"} ${url.split("/").slice(-2).join("/")}:${lineNumber + 1}`,
    ]),
  );
  const times = new Map<string, number>();
  for (const [index, id] of (taken.samples ?? []).entries()) {
    const what = nameOf.get(id) ?? "";
    // The last is the profiler's own.
    if (/^(?:\(idle\)|\(program\)|post node:inspector)/.test(what)) continue;
    const us = taken.timeDeltas?.[index] ?? 0;
    times.set(what, (times.get(what) ?? 0) + us);
  }
  return [...times];
}
