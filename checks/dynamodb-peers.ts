// Checks: DynamoDB's expressions beside other emulators: generated items and expressions are sent to `ordeal serve`, to moto and to
// MiniStack, and every disagreement is printed. Those that are settled, by a cited source, stand in docs/DYNAMODB.md and in
// checks/dynamodb/settled.ts; any other fails. usage: node checks/dynamodb-peers.ts [--cases N] [--seed N]
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import path from "node:path";
import { parseArgs } from "node:util";
import { ask, type Outcome, prepare } from "./dynamodb/ask.ts";
import { type Case, casesOf } from "./dynamodb/cases.ts";
import { settledBy } from "./dynamodb/settled.ts";
import { installPython } from "./peers/install.ts";
import { PEERS } from "./peers/python.ts";

const root = path.resolve(import.meta.dirname, "..");
const { values: flags } = parseArgs({
  options: { cases: { type: "string", default: "400" }, seed: { type: "string", default: "1" } },
});

interface Endpoint {
  readonly name: string;
  readonly url: string;
  readonly process: ChildProcess;
}

/** The first line of a program that serves is an object with its url. */
async function start(name: string, args: readonly string[]): Promise<Endpoint> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["pipe", "pipe", "ignore"] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("{")) continue;
    const { url } = JSON.parse(line) as { url: string }; // as both programs say
    return { name, url, process: child };
  }
  throw new Error(`${name} did not start`);
}

interface Disagreement {
  readonly case: Case;
  readonly ours: Outcome;
  readonly theirs: Outcome;
}

async function compare(ours: Endpoint, peer: Endpoint, cases: readonly Case[]): Promise<boolean> {
  await prepare(peer.url);
  const open: Disagreement[] = [];
  const settled = new Map<string, number>();
  let [agreed, sameWords, refused] = [0, 0, 0];
  for (const [n, one] of cases.entries()) {
    const [mine, theirs] = await Promise.all([ask(ours.url, one, n), ask(peer.url, one, n)]);
    if (mine.is === theirs.is && mine.says === theirs.says) {
      agreed += 1;
      if (mine.is === "refused") refused += 1;
      if (mine.is === "refused" && mine.words === theirs.words) sameWords += 1;
      continue;
    }
    const by = settledBy(one, mine, theirs);
    if (by === undefined) open.push({ case: one, ours: mine, theirs });
    else settled.set(by, (settled.get(by) ?? 0) + 1);
  }
  console.log(
    `${peer.name}: ${agreed} of ${cases.length} agree; of ${refused} refused by both ${sameWords} in the same words`,
  );
  for (const [by, count] of settled) console.log(`  settled in docs/DYNAMODB.md (${by}): ${count}`);
  for (const { case: one, ours: mine, theirs } of open) {
    console.log(`  ${one.kind}: ${one.expression}`);
    console.log(`    item ${JSON.stringify(one.item)} values ${JSON.stringify(one.values)}`);
    console.log(`    ordeal: ${mine.is} ${mine.says} ${mine.words}`);
    console.log(`    ${peer.name}: ${theirs.is} ${theirs.says} ${theirs.words}`);
  }
  return open.length === 0;
}

const cases = casesOf(Number(flags.seed), Number(flags.cases));
const ours = await start("ordeal", ["bin/ordeal.js", "serve", "--port", "0", "--json"]);
let isWhole = true;
try {
  for (const [name, { requirement }] of PEERS) {
    if (!installPython(name, [requirement])) continue;
    const peer = await start(name, ["checks/python-peer.ts", name]);
    try {
      await prepare(ours.url);
      if (!(await compare(ours, peer, cases))) isWhole = false;
    } finally {
      peer.process.kill("SIGTERM");
    }
  }
} finally {
  ours.process.kill("SIGTERM");
}
process.exitCode = isWhole ? 0 : 1;
