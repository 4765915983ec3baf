// Room scenario: what a target can do, tried before anything is provisioned: what the scenarios need, how a redrive is best made,
// and whether the system can go up as one stack.
import path from "node:path";
import { JOURNAL_FORMAT } from "../journal/line.ts";
import { openJournal } from "../journal/writer.ts";
import { probeStack, type StackAbility } from "../provision/probe-stack.ts";
import { allowedHostsOf, type Clients, clientsFor } from "../target/clients.ts";
import { probeNeeds } from "../target/needs.ts";
import type { StartedTarget } from "../target/start.ts";
import type { Bundling } from "../system/bundle.ts";
import type { SystemKind, SystemSpec } from "../system/systems.ts";
import { type Abilities, abilitiesOf, needsOf } from "./abilities.ts";
import { codeOf } from "./code.ts";
import type { LoadedScenario } from "./find.ts";
import { instrument } from "./instrument.ts";
import { resourcePrefix } from "./run-id.ts";
import { templateFor } from "./system.ts";

const PROBE = "stack-probe";

/** Tries everything; what the probe of the stack did is in `logs/stack-probe`. */
export async function probeTarget(
  target: StartedTarget,
  loaded: readonly LoadedScenario[],
  run: { readonly run: string; readonly logDir: string; readonly tags: Readonly<Record<string, string>> },
): Promise<Abilities> {
  const clients = directClients(target, run.tags);
  try {
    const needed = probeNeeds(clients, needsOf(loaded));
    // The order system needs nothing that every target has not; another is tried only where its scenarios are not skipped.
    const order = kindsIn(loaded).filter((kind) => kind === "order");
    const first = await Promise.all(order.map((kind) => tryStack(kind, target, clients, run)));
    const abilities = abilitiesOf(loaded, await needed);
    const able = loaded.filter(({ name }) => !abilities.skipped.some((skip) => skip.name === name));
    const others = kindsIn(able).filter((kind) => kind !== "order");
    const stacks = [...first];
    const bundling = { withSdk: !abilities.hasFunctionSdk };
    for (const kind of others) stacks.push(await tryStack(kind, target, clients, run, bundling));
    const byStack = stacks.filter(({ has }) => has).map(({ kind }) => kind);
    return { ...abilities, byStack, notices: stacks.flatMap(noticesOf) };
  } finally {
    clients.destroy();
  }
}

const kindsIn = (loaded: readonly LoadedScenario[]): readonly SystemKind[] => [
  ...new Set(loaded.map(({ scenario }) => scenario.system.kind)),
];

interface Tried extends StackAbility {
  readonly kind: SystemKind;
}

export function noticesOf({ kind, has, answers, evidence }: Tried): readonly string[] {
  const system = kind === "order" ? "the system" : `the ${kind} system`;
  if (has) return [`${system} goes up by CreateStack, which was found to bring every property`];
  return answers ? [`${system} goes up by the services' own calls: CreateStack: ${evidence}`] : [];
}

/** A system as it stands: a variant that the target refuses says nothing about its CreateStack. */
export async function tryStack(
  kind: SystemKind,
  { info }: StartedTarget,
  clients: Clients,
  { run, logDir, tags }: Parameters<typeof probeTarget>[2],
  bundling: Bundling = {},
): Promise<Tried> {
  const name = kind === "order" ? PROBE : `${PROBE}-${kind}`;
  const journal = openJournal(path.join(logDir, name));
  const about = { scenario: name, title: "whether a stack brings the system", proves: [], seed: "1" };
  journal.append({ kind: "run.started", actor: "runner", data: { format: JOURNAL_FORMAT, ...about } });
  try {
    const spec: SystemSpec = { kind, settings: {} };
    const plain = templateFor({ kind: "order" }, spec);
    const template = instrument(plain, await codeOf(plain, { kind: "order" }, spec, bundling));
    const ability = await probeStack(template, {
      clients,
      journal,
      tags,
      prefix: resourcePrefix(run, name),
      region: info.region,
      account: info.account ?? "000000000000",
    });
    return { kind, ...ability };
  } finally {
    await journal.close();
  }
}

/** Clients that go to the endpoint itself, without the proxy. */
export function directClients(
  { endpoint, info }: Pick<StartedTarget, "endpoint" | "info">,
  tags: Readonly<Record<string, string>> = {},
): Clients {
  return clientsFor(endpoint, { region: info.region, allowedHosts: allowedHostsOf(endpoint), tags });
}
