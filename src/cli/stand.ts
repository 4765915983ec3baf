// Room cli: `up`, `down` and `sweep`: a system put up by hand, taken down again, and what runs left behind.
import path from "node:path";
import type { Command } from "commander";
import type { Swept, SweptAll } from "../provision/sweep.ts";
import { exitWith, ownCommand, print, printJson, tell } from "./output.ts";
import { placeOf } from "./place.ts";
import { signalled } from "./signalled.ts";

/** Something is left (CONTRACTS 1). */
const LEFT = 3;

interface Flags {
  readonly target?: string;
  readonly config?: string;
  readonly json?: boolean;
}

const TARGET = "an endpoint that goes on by itself: endpoint=URL, or a name of ordeal.config.ts";
const CONFIG = "the config, instead of ordeal.config.ts here";

/** Adds the commands. */
export function addStandCommands(program: Command): void {
  program
    .command("up")
    .description("put a system up by hand and leave it standing")
    .option("--target <target>", TARGET)
    .option("--system <system>", "order, messaging, variant:NAME or template:FILE", "order")
    .option("--config <file>", CONFIG)
    .option("--json", "what stands as JSON: run, prefix, byStack, standing")
    .addHelpText("after", "\nExample: ordeal up --target endpoint=http://127.0.0.1:4566 --system messaging")
    .action(up);
  program
    .command("down")
    .description("take down what a run left standing or left behind, and look until it is gone")
    .argument("<run>", "a run directory, its id, or latest")
    .option("--json", "as JSON: deleted, left")
    .addHelpText("after", "\nExample: ordeal down latest")
    .action(down);
  program
    .command("sweep")
    .description("delete what runs left on a target: by what they had written down, and by Ordeal's tags")
    .option("--target <target>", TARGET)
    .option("--all", "also what was kept on purpose and what another machine's lease holds")
    .option("--config <file>", CONFIG)
    .option("--json", "as JSON: deleted, left, wanted, absent")
    .addHelpText("after", "\nExample: ordeal sweep --target endpoint=http://127.0.0.1:4566")
    .action(sweep);
}

async function up(flags: Flags & { readonly system: string }): Promise<void> {
  const { putUp } = await import("../scenario/stand.ts");
  const { json, ...rest } = flags;
  const options = { ...rest, cwd: process.cwd(), argv: argv(), signal: signalled() };
  const { run, runDir, prefix, byStack, standing } = await putUp(options, (notice) =>
    tell(`note: ${notice}`),
  );
  if (json === true) printJson({ run, prefix, byStack, standing });
  else {
    const width = Math.max(...standing.map(({ id }) => id.length));
    for (const { id, type, name } of standing)
      print(`${id.padEnd(width)}  ${type.slice("AWS::".length).padEnd(26)}  ${name}`);
    print(`\n${standing.length} resources stand${byStack ? ` in stack ${prefix}` : ""}`);
    print(`take down: ${ownCommand()} down ${path.relative(process.cwd(), runDir)}`);
  }
  exitWith(0);
}

async function down(run: string, { json }: Flags): Promise<void> {
  const { takeDown } = await import("../scenario/stand.ts");
  const place = placeOf(run);
  const swept = await takeDown(place);
  if (json === true) printJson(swept);
  else tellSwept(swept, `nothing of run ${path.basename(place)} is left`);
  exitWith(swept.left.length > 0 ? LEFT : 0);
}

async function sweep({ json, ...flags }: Flags & { readonly all?: boolean }): Promise<void> {
  const { sweepTarget } = await import("../scenario/stand.ts");
  const swept = await sweepTarget({ ...flags, cwd: process.cwd(), argv: argv() });
  if (json === true) printJson(swept);
  else tellSweep(swept);
  exitWith(swept.left.length > 0 ? LEFT : 0);
}

function tellSweep(swept: SweptAll): void {
  for (const words of swept.absent) tell(`note: this target has no ${words}`);
  tellSwept(swept, "nothing is left over");
  for (const { name, why } of swept.wanted) print(`not touched  ${name}: ${why}`);
}

function tellSwept({ deleted, left }: Swept, nothing: string): void {
  for (const name of deleted) print(`deleted  ${name}`);
  for (const name of left) print(`left     ${name}`);
  if (left.length > 0) print(`${left.length} could not be deleted`);
  else print(deleted.length > 0 ? `${deleted.length} deleted, ${nothing}` : nothing);
}

const argv = (): readonly string[] => ["ordeal", ...process.argv.slice(2)];
