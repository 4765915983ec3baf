// Checks: each operation that `ordeal serve` says it has, called once by boto3 and once by the AWS CLI, every answer validated against the
// service's own model. Needs Python and PyPI; without them it says so and fails nothing.
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { installPython } from "./peers/install.ts";
import { venvProgram } from "./peers/python.ts";

interface Called {
  readonly called: number;
  readonly problems: readonly string[];
  readonly missing: readonly string[];
}

const root = path.resolve(import.meta.dirname, "..");
const REQUIREMENTS = ["boto3==1.44.5", "awscli==1.46.3"];

if (installPython("clients", REQUIREMENTS)) process.exitCode = await check();

async function check(): Promise<number> {
  const server = spawn(process.execPath, ["bin/ordeal.js", "serve", "--port", "0", "--json"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await new Promise<Buffer>((resolve) => server.stdout.once("data", resolve)))
      .toString()
      .split("\n");
    const { url } = JSON.parse(line ?? "") as { url: string };
    const done = spawnSync(
      venvProgram("clients", "python"),
      ["checks/clients/every_operation.py", url, venvProgram("clients", "aws")],
      { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
    );
    return tell(JSON.parse(done.stdout) as Record<string, Called>);
  } finally {
    server.kill("SIGTERM");
  }
}

function tell(result: Readonly<Record<string, Called>>): number {
  let problems = 0;
  for (const [client, one] of Object.entries(result)) {
    console.log(
      `${client}: ${one.called} operations called, ${one.problems.length} answers unlike the model`,
    );
    for (const problem of one.problems) console.log(`  ${problem}`);
    for (const missing of one.missing) console.log(`  never called: ${missing}`);
    problems += one.problems.length + one.missing.length;
  }
  return problems === 0 ? 0 : 1;
}
