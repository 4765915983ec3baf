// Room scenario: what run.json says of the machine, the versions and the call, whatever the run is about.
import { execFileSync } from "node:child_process";
import os from "node:os";
import type { RunFile } from "../journal/run-file.ts";
import { ownVersion, sdkVersion } from "./versions.ts";

type Facts = Omit<RunFile, "scenarios" | "skipped">;

export function factsOfNow(
  {
    argv,
    cwd,
    seed = "1",
  }: { readonly argv: readonly string[]; readonly cwd: string; readonly seed?: string },
  run: string,
  target: RunFile["target"],
): Facts {
  return {
    format: 1,
    run,
    startedAt: new Date().toISOString(),
    argv,
    cwd,
    host: { os: os.platform(), arch: os.arch(), cpus: os.cpus().length, memoryBytes: os.totalmem() },
    versions: { ordeal: ownVersion(), node: process.versions.node, sdk: sdkVersion() },
    ...gitHere(cwd),
    target,
    seed,
  };
}

const asked = new Map<string, ReturnType<typeof gitOf>>();

/** Asked once a process, which may make many runs: two programs are started for it. */
function gitHere(cwd: string): ReturnType<typeof gitOf> {
  const known = asked.get(cwd) ?? gitOf(cwd);
  asked.set(cwd, known);
  return known;
}

function gitOf(cwd: string): { git?: { sha: string; dirty: boolean } } {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  try {
    return {
      git: { sha: git("rev-parse", "HEAD").trim(), dirty: git("status", "--porcelain").trim() !== "" },
    };
  } catch {
    return {};
  }
}
