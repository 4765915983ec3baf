// Room cli: `list`, `doctor` and `new scenario`: what there is, whether it can run, and the first file of one's own.
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { loadConfig } from "../scenario/config.ts";
import { messageOf, UsageError } from "../scenario/errors.ts";
import { findScenarios, listScenarios } from "../scenario/find.ts";
import { parseTarget } from "../target/spec.ts";
import { openDriver } from "../scenario/open-driver.ts";
import { exitWith, ownCommand, print, printJson } from "./output.ts";

/** Adds the commands about the project itself. */
export function addProjectCommands(program: Command): void {
  program
    .command("list")
    .description("the scenarios there are")
    .option("--json", "as JSON: name, title, family, proves, needs")
    .option("--config <file>", "the config, instead of ordeal.config.ts here")
    .action(async (flags: { readonly json?: boolean; readonly config?: string }) => {
      const scenarios = await listScenarios(process.cwd(), flags.config);
      if (flags.json === true) printJson(scenarios);
      else for (const one of scenarios) print(`${`${one.family}/${one.name}`.padEnd(42)} ${one.title}`);
    });
  program
    .command("doctor")
    .description("whether all that the default run needs is there")
    .option("--config <file>", "the config, instead of ordeal.config.ts here")
    .option("--json", "as JSON: what, ok, says")
    .action(doctor);
  program
    .command("new")
    .description("begin something of your own")
    .command("scenario")
    .description("write a scenario that runs as it is")
    .argument("<name>", "lower case letters, digits and dashes")
    .option("--family <family>", "its folder under scenarios/", "mine")
    .addHelpText("after", "\nExample: ordeal new scenario refund-arrives --family refunds")
    .action(newScenario);
}

type Check = readonly [what: string, check: () => Promise<string>];

async function doctor(flags: { readonly config?: string; readonly json?: boolean }): Promise<void> {
  const cwd = process.cwd();
  const checks: readonly Check[] = [
    ["Node", async () => process.versions.node],
    ["config", async () => (await loadConfig(cwd, flags.config)).file ?? "none; the defaults hold"],
    ["scenarios", async () => `${findScenarios(await loadConfig(cwd, flags.config)).length} found`],
    ["reports", async () => canWrite(cwd)],
    ["target", async () => tryTarget(cwd, flags.config)],
  ];
  const results: { what: string; ok: boolean; says: string }[] = [];
  for (const [what, check] of checks) {
    const [ok, says] = await check().then(
      (text) => [true, text] as const,
      (error: unknown) => [false, messageOf(error)] as const,
    );
    results.push({ what, ok, says });
    if (flags.json !== true) print(`${ok ? "ok     " : "missing"}  ${what}: ${says}`);
  }
  if (flags.json === true) printJson(results);
  exitWith(results.every((one) => one.ok) ? 0 : 69);
}

function canWrite(cwd: string): string {
  const folder = existsSync(path.join(cwd, "reports")) ? path.join(cwd, "reports") : cwd;
  accessSync(folder, constants.W_OK);
  return "can be written";
}

async function tryTarget(cwd: string, file: string | undefined): Promise<string> {
  const config = await loadConfig(cwd, file);
  const spec = parseTarget({ config, env: process.env });
  const logDir = mkdtempSync(path.join(os.tmpdir(), "ordeal-doctor-"));
  try {
    const driver = await openDriver(spec, { logDir, cwd: config.root, env: process.env, isolate: false });
    await driver.stop();
    return `${spec.name} starts and answers`;
  } finally {
    rmSync(logDir, { recursive: true });
  }
}

function newScenario(name: string, { family }: { readonly family: string }): void {
  for (const text of [name, family]) {
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(text)) {
      throw new UsageError(`${text}: a name is lower case letters, digits and dashes, 64 at most`);
    }
  }
  const file = path.join("scenarios", family, `${name}.ts`);
  if (existsSync(file)) throw new UsageError(`${file} is there already; choose another name`);
  mkdirSync(path.dirname(file), { recursive: true });
  const isHere = existsSync(path.join("src", "index.ts")) && existsSync(path.join("bin", "ordeal.js"));
  writeFileSync(file, scenarioText(name, isHere ? "../../src/index.ts" : "ordeal"));
  print(`${file}\nrun it: ${ownCommand()} run ${name}`);
}

function scenarioText(name: string, from: string): string {
  return `// Scenario: say here in one sentence what this is about.
import { nothingLost, order, orderSystem, routed, scenario, str, tookEffectOnce } from "${from}";

const first = order("${name}/first");

export default scenario({
  title: "an order that is created is reserved and charged once",
  proves: ["E2E-01"],
  system: orderSystem(),
  async drive({ topic }) {
    await topic("OrderEvents").publish(first, { event_type: str("order_created") });
  },
  claims: [
    routed(first, { to: ["InventoryQueue", "PaymentLedger"] }),
    tookEffectOnce(first, { steps: ["reserve", "charge"] }),
    nothingLost(),
  ],
});
`;
}
