// Room claims: the command that drives a run again: the one it was begun with, on the same target and from the same seed, which may
// have been a random one.
import type { RunFile } from "../journal/run-file.ts";

/** Flags whose value is said anew, and those that change nothing about what happens. */
const SAID_ANEW = new Set(["--seed", "--target"]);
const SILENT = new Set(["--json"]);

/** As the reader may type it, from where the run was begun. */
export function driveCommand({ argv, target, seed }: RunFile): string {
  const [program, command, ...rest] = argv;
  const isKnown = program === "ordeal" && (command === "run" || command === "variants");
  const where = target.name === "endpoint" ? `endpoint=${target.endpoint ?? ""}` : target.name;
  const words = isKnown ? [command, ...kept(rest)] : ["run"];
  return ["ordeal", ...words, "--target", where, "--seed", seed].map(quoted).join(" ");
}

function kept(words: readonly string[]): readonly string[] {
  return words.filter((word, index) => {
    const [flag = ""] = word.split("=", 1);
    return !SILENT.has(word) && !SAID_ANEW.has(flag) && !SAID_ANEW.has(words[index - 1] ?? "");
  });
}

/** A shell reads it as one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
