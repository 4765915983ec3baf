// Room cli: `run` and `variants`.
import path from "node:path";
import type { Command } from "commander";
import { exitCodeOf } from "../claims/exit-codes.ts";
import { writeRunFiles } from "../report/files.ts";
import { renderTerminal } from "../report/terminal.ts";
import type { RunOptions } from "../scenario/run.ts";
import { oneOf, shard, wholeNumber } from "./flags.ts";
import { exitWith, ownCommand, print, printJson, tell, typed, wantsColor } from "./output.ts";
import { openProgress } from "./progress.ts";
import { signalled } from "./signalled.ts";

type Flags = Partial<Omit<RunOptions, "names" | "cwd" | "argv" | "signal" | "timeoutS" | "drainLimitS">> & {
  readonly timeout?: number;
  readonly drainLimit?: number;
  readonly json?: boolean;
};

const MAX_SECONDS = 24 * 60 * 60;

function addTargetFlags(command: Command): Command {
  return command
    .option("--target <target>", "where: embedded, localstack, endpoint=URL, or a name of ordeal.config.ts")
    .option("--image <image>", "the image of target localstack")
    .option("--config <file>", "the config, instead of ordeal.config.ts here")
    .option("--seed <seed>", "the seed of all chance, or random")
    .option("--jobs <n>", "scenarios side by side", wholeNumber(1, 64))
    .option(
      "--timeout <seconds>",
      "the limit of one scenario, provision to drain",
      wholeNumber(1, MAX_SECONDS),
    )
    .option(
      "--drain-limit <seconds>",
      "the limit of a drain; after it absence is unknown",
      wholeNumber(1, MAX_SECONDS),
    )
    .option("--json", "print the verdict as JSON");
}

/** Adds the commands that drive. */
export function addRunCommands(program: Command): void {
  addTargetFlags(program.command("run"))
    .description("drive scenarios on a target, and judge what happened")
    .argument("[names...]", "scenarios; all when none is named")
    .option("--filter <text>", "only scenarios whose family/name contains this")
    .option("--system <system>", "order, variant:NAME or template:FILE")
    .option("--repeat <n>", "each scenario so many times", wholeNumber(1, 1000))
    .option("--shard <i/n>", "one part of the scenarios", shard)
    .option("--faults <file>", "a fault plan beside what the scenarios break themselves")
    .option(
      "--evidence <source>",
      "of target embedded: log (its own) or probes (from outside, as elsewhere)",
      oneOf("log", "probes"),
    )
    .option("--isolate", "of target embedded: each scenario in a thread of its own, sharing no globalThis")
    .option("--keep", "leave the system standing at the end; ordeal down takes it away")
    .addHelpText(
      "after",
      "\nExample: ordeal run poison-parks --target endpoint=http://127.0.0.1:4566 --seed 7",
    )
    .action((names: string[], flags: Flags) => run(names, flags));
  addTargetFlags(program.command("variants"))
    .description("run the system with one defect after another; each must be caught by a claim that it names")
    .argument("[names...]", "variants; all when none is named")
    .addHelpText("after", "\nExample: ordeal variants no-idempotency-key")
    .action((names: string[], flags: Flags) => variants(names, flags));
}

async function run(names: readonly string[], flags: Flags): Promise<void> {
  const { runScenarios } = await import("../scenario/run.ts");
  const progress = openProgress(flags.json === true);
  const result = await runScenarios(optionsOf(names, flags), (one) => progress.on(one));
  progress.end();
  writeRunFiles(result.runDir, result.verdict);
  if (flags.json === true) printJson(result.verdict);
  else {
    const place = path.relative(process.cwd(), result.runDir);
    const judge = `ordeal judge ${place}`;
    print(
      renderTerminal(typed({ ...result.verdict, repeat: { ...result.verdict.repeat, judge } }), {
        color: wantsColor(process.stdout),
        place: `${place}/index.html`,
      }),
    );
  }
  if (flags.keep === true)
    tell(`kept:        ${ownCommand()} down ${path.relative(process.cwd(), result.runDir)}`);
  exitWith(exitCodeOf(result.exitCodes));
}

async function variants(names: readonly string[], flags: Flags): Promise<void> {
  const { runVariants } = await import("../scenario/variants.ts");
  const { results, exitCodes } = await runVariants(optionsOf([], flags), names, (text) => {
    if (flags.json !== true) tell(text);
  });
  if (flags.json === true) printJson(results);
  else {
    for (const one of results)
      print(`${one.outcome.padEnd(6)}  ${one.name}: ${one.says} (by ${one.caughtBy.join(", ")})`);
    const missed = results.filter((one) => one.outcome === "missed").length;
    print(`${results.length} variants: ${results.length - missed} caught, ${missed} missed`);
  }
  exitWith(exitCodeOf(exitCodes));
}

function optionsOf(names: readonly string[], flags: Flags): RunOptions {
  const { timeout, drainLimit, json: _json, ...rest } = flags;
  return {
    ...rest,
    names,
    cwd: process.cwd(),
    argv: ["ordeal", ...process.argv.slice(2)],
    signal: signalled(),
    ...(timeout === undefined ? {} : { timeoutS: timeout }),
    ...(drainLimit === undefined ? {} : { drainLimitS: drainLimit }),
  };
}
