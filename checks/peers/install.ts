// Checks: Python packages, each set in a virtual environment of its own under .venv, installed once.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { venvOf, venvProgram } from "./python.ts";

/** False where there is no Python that can make a virtual environment, or no PyPI: named, and no failure. */
export function installPython(name: string, requirements: readonly string[]): boolean {
  const stamp = path.join(venvOf(name), "installed");
  const wanted = requirements.join("\n");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return true;
  const steps: [string, string[]][] = [
    ["python3", ["-m", "venv", venvOf(name)]],
    [venvProgram(name, "pip"), ["install", "--quiet", "--disable-pip-version-check", ...requirements]],
  ];
  for (const [program, args] of steps) {
    const { status, error, stderr } = spawnSync(program, args, { encoding: "utf8" });
    if (status === 0) continue;
    const why = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
    console.log(`skipped: ${name}: ${program} ${args[0] ?? ""} failed: ${why}`);
    return false;
  }
  writeFileSync(stamp, wanted);
  return true;
}
