// Room cli: the program. It reads the command line, lets the rooms work, prints, and exits: the only room that does either.
import { Command, CommanderError } from "commander";
import { addJudgeCommands } from "./judge.ts";
import { addProjectCommands } from "./project.ts";
import { addRunCommands } from "./run.ts";
import { addServeCommand } from "./serve.ts";
import { exitWith, fail, printError } from "./output.ts";
import { ownVersion } from "./version.ts";

/** Bad arguments (CONTRACTS 1). */
const USAGE = 64;

const program = new Command("ordeal")
  .description(
    "Puts an event-driven order system on trial: drives it, breaks it, writes everything down, judges the journal.",
  )
  .version(ownVersion())
  .showSuggestionAfterError()
  .showHelpAfterError("(`ordeal --help` lists the commands, `ordeal COMMAND --help` its flags)")
  .exitOverride();

addRunCommands(program);
addJudgeCommands(program);
addProjectCommands(program);
addServeCommand(program);

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
