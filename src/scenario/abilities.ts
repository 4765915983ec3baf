// Room scenario: what the target can do, tried before anything is provisioned: what the scenarios need, how a redrive is best made,
// and whether the system can go up as one stack.
import path from "node:path";
import type { RunFile } from "../journal/run-file.ts";
import { openJournal } from "../journal/writer.ts";
import { probeStack, type StackAbility } from "../provision/probe-stack.ts";
import { allowedHostsOf, type Clients, clientsFor } from "../target/clients.ts";
import type { Ability } from "../target/probes/ability.ts";
import { probeNeeds } from "../target/needs.ts";
import type { StartedTarget } from "../target/start.ts";
import type { LoadedScenario } from "./find.ts";
import { resourcePrefix } from "./run-id.ts";
import { templateFor } from "./system.ts";

const MOVE_TASK = "redrive.task";
const PROBE = "stack-probe";

export interface Abilities {
  readonly skipped: RunFile["skipped"];
  readonly hasMoveTask: boolean;
  readonly byStack: boolean;
  /** How the system goes up, where that is worth a word: a target without CloudFormation leaves no choice. */
  readonly notices: readonly string[];
}

/** Tries everything; what the probe of the stack did is in `logs/stack-probe`. */
export async function probeTarget(
  target: StartedTarget,
  loaded: readonly LoadedScenario[],
  run: { readonly run: string; readonly logDir: string; readonly tags: Readonly<Record<string, string>> },
): Promise<Abilities> {
  const clients = directClients(target, run.tags);
  try {
    const needs = needsOf(loaded);
    const [found, stack] = await Promise.all([probeNeeds(clients, needs), tryStack(target, clients, run)]);
    return { ...abilitiesOf(loaded, found), byStack: stack.has, notices: noticesOf(stack) };
  } finally {
    clients.destroy();
  }
}

/** What is to be tried for these scenarios. */
export const needsOf = (loaded: readonly LoadedScenario[]): readonly string[] => [
  ...new Set([MOVE_TASK, ...loaded.flatMap((one) => one.scenario.needs)]),
];

/** What the target can do by its needs alone: the system goes up by the services' own calls. */
export function abilitiesOf(
  loaded: readonly LoadedScenario[],
  found: ReadonlyMap<string, Ability>,
): Abilities {
  const skipped = loaded.flatMap(({ name, scenario }) => {
    const missing = scenario.needs.find((need) => found.get(need)?.has === false);
    const evidence = missing === undefined ? undefined : found.get(missing)?.evidence;
    return missing === undefined ? [] : [{ name, needs: missing, evidence: evidence ?? "" }];
  });
  return { skipped, hasMoveTask: found.get(MOVE_TASK)?.has === true, byStack: false, notices: [] };
}

function noticesOf({ has, answers, evidence }: StackAbility): readonly string[] {
  if (has) return ["the system goes up by CreateStack, which was found to bring every property"];
  return answers ? [`the system goes up by the services' own calls: CreateStack: ${evidence}`] : [];
}

/** The order system as it stands: a variant that the target refuses says nothing about its CreateStack. */
async function tryStack(
  { info }: StartedTarget,
  clients: Clients,
  { run, logDir, tags }: Parameters<typeof probeTarget>[2],
): Promise<StackAbility> {
  const journal = openJournal(path.join(logDir, PROBE));
  try {
    const template = templateFor({ kind: "order" }, { kind: "order", settings: {} });
    return await probeStack(template, {
      clients,
      journal,
      tags,
      prefix: resourcePrefix(run, PROBE),
      region: info.region,
      account: info.account ?? "000000000000",
    });
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
