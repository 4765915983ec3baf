// Room cli: the program. It reads the command line, lets the rooms work, prints, and exits: the only room that does either.
import { Command, CommanderError } from "commander";
import { exitWith, fail, printError } from "./output.ts";
import { ownVersion } from "./version.ts";

/** Bad arguments (CONTRACTS 1). */
const USAGE = 64;

type Adder = () => Promise<(program: Command) => void>;

const program = new Command("ordeal")
  .description(
    "Puts an event-driven order system on trial: drives it, breaks it, writes everything down, judges the journal.",
  )
  .version(ownVersion())
  .showSuggestionAfterError()
  .showHelpAfterError("(`ordeal --help` lists the commands, `ordeal COMMAND --help` its flags)")
  .exitOverride();

const runs: Adder = async () => (await import("./run.ts")).addRunCommands;
const looksBack: Adder = async () => (await import("./judge.ts")).addJudgeCommands;
const project: Adder = async () => (await import("./project.ts")).addProjectCommands;
const serves: Adder = async () => (await import("./serve.ts")).addServeCommand;
const stands: Adder = async () => (await import("./stand.ts")).addStandCommands;
/** What a command is made of, loaded only when it is asked for: a server that is ready soon is started often. */
const ADDERS: Readonly<Record<string, Adder>> = {
  run: runs,
  judge: looksBack,
  list: project,
  serve: serves,
  up: stands,
};

const [asked = ""] = process.argv.slice(2);
const only = Object.hasOwn(ADDERS, asked) ? ADDERS[asked] : undefined;
// Help and suggestions need to know them all.
for (const adder of only === undefined ? Object.values(ADDERS) : [only]) (await adder())(program);

// A reader that went away (`ordeal list | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) exitWith(error.exitCode === 0 ? 0 : USAGE);
  else {
    printError(error);
    fail(error);
  }
}
