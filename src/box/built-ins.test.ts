// A box whose built-ins a program changed, of whatever kind, plays no other world; any other box does. More of them in box.test.ts.
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Told } from "./box.fixture.ts";
import { openBoxes } from "./open-box.ts";

const FIXTURE = new URL("box.fixture.ts", import.meta.url).href;
const boxes = openBoxes(1);
afterAll(() => boxes.close());

const folder = mkdtempSync(path.join(os.tmpdir(), "ordeal-built-ins-"));

async function printed(name: string, text: string): Promise<string> {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  const job = { module: FIXTURE, export: "runProgram", args: { file, incarnations: 1 }, seed: "1" };
  const [one] = (await boxes.run(job)) as readonly Told[];
  return one?.printed ?? "";
}

const LOOK = `
  import { threadId } from "node:worker_threads";
  const iterator = Object.getPrototypeOf([][Symbol.iterator]());
  console.log(threadId, JSON.stringify([
    [1, 2].at(-1), [].last === undefined, String(Promise.prototype.then).includes("native"), Object.isFrozen(Map.prototype),
    Object.getOwnPropertyDescriptor(Set.prototype, "size").get.name.length, String(console.log).includes("mine"),
    Reflect.has(Reflect, "metadata"), Object.getPrototypeOf(WeakMap) === Function.prototype, "more" in iterator,
    typeof Response.prototype.text,
  ]));`;
const WHOLE = '[2,true,true,false,8,false,false,true,false,"function"]';

test.each<[what: string, text: string, isKept: boolean]>([
  [
    "a getter is replaced",
    "Object.defineProperty(Set.prototype, 'size', { get: () => 7, configurable: true });",
    false,
  ],
  ["a namespace has one more", "Reflect.metadata = () => 'mine';", false],
  ["a class inherits from another", "Object.setPrototypeOf(WeakMap, class {});", false],
  ["a hidden prototype is changed", "Object.getPrototypeOf([][Symbol.iterator]()).more = 1;", false],
  ["a class of the web is changed", "delete Response.prototype.text;", false],
  ["it changed one and failed", "Array.prototype.at = () => 'mine'; throw new Error('and more');", false],
  [
    "a method is replaced by one that throws",
    "Array.prototype.find = () => { throw new Error('mine'); };",
    false,
  ],
  ["what walks through a map is changed", "Object.getPrototypeOf(new Map().values()).more = 1;", false],
  ["what walks through a text is changed", "Object.getPrototypeOf(''[Symbol.iterator]()).more = 1;", false],
  [
    "it only uses them",
    "await fetch('http://nobody.test').catch(() => {}); structuredClone(new Map()); console.error(new Error('x').stack);",
    true,
  ],
  [
    "it changed one and put it back",
    "const { at } = Array.prototype; Array.prototype.at = 1; Array.prototype.at = at;",
    true,
  ],
  ["it has globals of its own", "globalThis.Array = class {}; globalThis.cache = new Map();", true],
])("%s", async (what, text, isKept) => {
  const [before] = (await printed("before", LOOK)).split(" ");
  await printed(what.replaceAll(" ", "-"), text);
  const [after, seen] = (await printed("after", LOOK)).trim().split(" ");
  expect({ seen, isKept: after === before }).toEqual({ seen: WHOLE, isKept });
});

/** A program that says in which thread it runs. */
function threadTeller(): string {
  const file = path.join(folder, "thread.mjs");
  writeFileSync(file, 'import { threadId } from "node:worker_threads"; console.log(threadId);');
  return file;
}

test("without reuse a failed job's box plays no other either", async () => {
  await using single = openBoxes(1, { reuse: false });
  const look = {
    module: FIXTURE,
    export: "runProgram",
    args: { file: threadTeller(), incarnations: 1 },
    seed: "1",
  };
  const fails = { module: FIXTURE, export: "failingJob", args: undefined, seed: "1" };
  const failed: unknown = await single
    .run(fails)
    .catch((error: unknown) => (error instanceof Error ? error.message : error));
  const [one] = (await single.run(look)) as readonly Told[];
  expect(String(failed)).toMatch(/^in thread \d+$/);
  expect(`in thread ${one?.printed.trim()}`).not.toBe(failed);
});

test("a box plays many worlds, and no more than so many", async () => {
  await using single = openBoxes(1);
  const look = {
    module: FIXTURE,
    export: "runProgram",
    args: { file: threadTeller(), incarnations: 1 },
    seed: "1",
  };
  const threads: string[] = [];
  for (let world = 0; world < 260; world += 1) {
    const [one] = (await single.run(look)) as readonly Told[];
    threads.push(one?.printed.trim() ?? "");
  }
  expect(new Set(threads.slice(0, 128)).size).toBe(1);
  expect(new Set(threads).size).toBe(3);
});
