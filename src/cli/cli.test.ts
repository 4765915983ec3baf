// The command line as a user meets it: exit codes and words, through the built program.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";

const BIN = path.resolve("bin/ordeal.js");
const FIXTURES = path.resolve("fixtures/journals");

function ordeal(
  args: readonly string[],
  cwd = process.cwd(),
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

const folder = () => mkdtempSync(path.join(os.tmpdir(), "ordeal-cli-"));

describe("judge", () => {
  test.each([
    ["holds", 0],
    ["violated", 1],
    ["unknown", 2],
  ])("a journal that is %s exits %d", (outcome, code) => {
    const ruled = ordeal(["judge", `${FIXTURES}/routed/${outcome}.ndjson`, "--json"]);
    const verdict = JSON.parse(ruled.out) as { outcome: string; run: null; exitCodes: number[] };
    expect({
      code: ruled.code,
      outcome: verdict.outcome,
      run: verdict.run,
      exitCodes: verdict.exitCodes,
    }).toEqual({
      code,
      outcome,
      run: null,
      exitCodes: [code],
    });
  });

  test("a journal cut in half is unknown and says so", () => {
    const file = path.join(folder(), "journal.ndjson");
    const text = readFileSync(`${FIXTURES}/routed/holds.ndjson`, "utf8");
    writeFileSync(file, text.slice(0, text.length / 2));
    const { code, out } = ordeal(["judge", file]);
    expect(code).toBe(2);
    expect(out).toContain("is cut after");
  });

  test("a proven breach stays violated when the end is cut off", () => {
    const file = path.join(folder(), "journal.ndjson");
    const lines = readFileSync(`${FIXTURES}/tookEffectOnce/violated.ndjson`, "utf8").split("\n");
    writeFileSync(file, `${lines.slice(0, -6).join("\n")}\n`);
    expect(ordeal(["judge", file]).code).toBe(1);
  });

  test("a broken journal is 64, with file and line", () => {
    const file = path.join(folder(), "journal.ndjson");
    writeFileSync(file, "junk\n");
    const { code, err } = ordeal(["judge", file]);
    expect(code).toBe(64);
    expect(err).toContain("journal.ndjson:1: is not JSON");
  });

  test("a scenario's folder gets its verdict.json, and the journal is untouched", () => {
    const dir = path.join(folder(), "scenario");
    mkdirSync(dir);
    cpSync(`${FIXTURES}/parked/holds.ndjson`, path.join(dir, "journal.ndjson"));
    const { code } = ordeal(["judge", dir]);
    const verdict = JSON.parse(readFileSync(path.join(dir, "verdict.json"), "utf8")) as { outcome: string };
    expect({ code, outcome: verdict.outcome }).toEqual({ code: 0, outcome: "holds" });
    expect(readFileSync(path.join(dir, "journal.ndjson"), "utf8")).toBe(
      readFileSync(`${FIXTURES}/parked/holds.ndjson`, "utf8"),
    );
  });

  test("nothing there is 64", () => {
    expect(ordeal(["judge", "nowhere"]).code).toBe(64);
  });
});

describe("order", () => {
  const journal = `${FIXTURES}/parked/holds.ndjson`;
  test("tells one order's life", () => {
    const { code, out } = ordeal(["order", journal, "fixture/a"]);
    expect(code).toBe(0);
    expect(out).toContain("reserve took effect (request r-1)");
  });

  test("tells it to a machine: the lines themselves", () => {
    const { code, out } = ordeal(["order", journal, "fixture/a", "--json"]);
    const lives = JSON.parse(out) as { journal: string; lines: { kind: string }[] }[];
    expect([code, lives.map((one) => [one.journal, one.lines[0]?.kind])]).toEqual([
      0,
      [[journal, "op.invoked"]],
    ]);
  });

  test("an order that is not there is 64 and names the nearest", () => {
    const { code, err } = ordeal(["order", journal, "fixture/b"]);
    expect({ code, named: err.includes("Did you mean fixture/a?") }).toEqual({ code: 64, named: true });
  });
});

describe("bad arguments are 64 and say what to do", () => {
  test.each([
    [["rnu"], "Did you mean run?"],
    [["run", "--jbos", "2"], "Did you mean --jobs?"],
    [["run", "--jobs", "0"], "whole number from 1 to 64"],
    [["run", "poisn-parks"], "Did you mean poison-parks?"],
    [["run", "--filter", "nothing-like-it"], "matches nothing"],
    [["run", "--target", "fauxq"], "Did you mean fauxqs?"],
    [["run", "--target", "endpoint=4566"], "http://"],
    [["run", "--system", "variant:no-redrive-polcy"], "Did you mean no-redrive-policy?"],
    [["run", "--seed", "a b"], "--seed"],
    [["run", "--config", "none.ts"], "does not exist"],
    [["run", "--shard", "99/99"], "--shard 99/99 is empty"],
    [["run", "--isolate", "--target", "fauxqs"], "only target embedded has threads"],
    [["run", "--image", "x"], "only target localstack has an image"],
  ])("%j", (args, words) => {
    const { code, err } = ordeal(args);
    expect({ code, said: err.includes(words) }).toEqual({ code: 64, said: true });
  });
});

describe("a name that the system has not is 64, with the nearest", () => {
  const project = folder();
  mkdirSync(path.join(project, "scenarios", "mine"), { recursive: true });
  const index = path.resolve("src/index.ts");
  const write = (name: string, topic: string, to: string) => {
    const text = `import { order, orderSystem, routed, scenario, str } from ${JSON.stringify(index)};
      const one = order("${name}/one");
      export default scenario({ title: "t", system: orderSystem(), claims: [routed(one, { to: ["${to}"] })],
        async drive({ topic }) { await topic("${topic}").publish(one, { event_type: str("order_created") }); } });`;
    writeFileSync(path.join(project, "scenarios", "mine", `${name}.ts`), text);
  };

  test("in a claim, before anything is provisioned", () => {
    write("claims-wrongly", "OrderEvents", "InventoryQueu");
    const { code, err } = ordeal(["run", "claims-wrongly"], project);
    expect({ code, said: err.includes("Did you mean InventoryQueue?") }).toEqual({ code: 64, said: true });
    expect(existsSync(path.join(project, "reports"))).toBe(false);
  });

  test("in drive, after which the system is torn down", () => {
    write("drives-wrongly", "OrderEvent", "InventoryQueue");
    const { code, err } = ordeal(["run", "drives-wrongly"], project);
    expect({ code, said: err.includes("Did you mean OrderEvents?") }).toEqual({ code: 64, said: true });
    const journal = path.join(project, "reports/latest/scenarios/drives-wrongly/journal.ndjson");
    const kinds = readFileSync(journal, "utf8").match(/"kind":"resource\.(created|deleted)"/g) ?? [];
    expect(kinds.filter((kind) => kind.includes("created")).length * 2).toBe(kinds.length);
  });
});

describe("other codes", () => {
  test("AWS itself is refused by the guard: 77", () => {
    expect(ordeal(["run", "--target", "endpoint=https://sqs.us-east-1.amazonaws.com"]).code).toBe(77);
  });

  test("an endpoint where nothing listens is 69", () => {
    const { code, err } = ordeal(["run", "poison-parks", "--target", "endpoint=http://127.0.0.1:1"]);
    expect({ code, said: err.includes("nothing listens there") }).toEqual({ code: 69, said: true });
  });

  test("list --json has the members of the contract", () => {
    const listed = JSON.parse(ordeal(["list", "--json"]).out) as { name: string }[];
    expect(listed.find((one) => one.name === "poison-parks")).toEqual({
      name: "poison-parks",
      title: "a poison order parks after 3 receives and completes once redriven; its neighbour is untouched",
      family: "dlq-redrive",
      proves: ["SQS-03", "DLQ-01", "DLQ-03", "MOV-08", "E2E-04", "E2E-06"],
      needs: [],
    });
  });
});

describe("scenario files", () => {
  function project(files: Readonly<Record<string, string>>): string {
    const dir = folder();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      writeFileSync(path.join(dir, name), text);
    }
    return dir;
  }

  test.each([
    ["throws", { "scenarios/a/bad.ts": 'throw new Error("on purpose");' }, "could not be loaded: on purpose"],
    [
      "exports nothing",
      { "scenarios/a/bad.ts": "export const x = 1;" },
      "has no default export made by scenario",
    ],
    [
      "two of one name",
      { "scenarios/a/one.ts": "", "scenarios/b/one.ts": "" },
      "two scenarios are named one",
    ],
  ])("%s: 64", (_name, files, words) => {
    const { code, err } = ordeal(["list"], project(files));
    expect({ code, said: err.includes(words) }).toEqual({ code: 64, said: true });
  });

  test("new scenario writes one that is listed, and never over another", () => {
    const dir = project({});
    expect(ordeal(["new", "scenario", "refund-arrives"], dir).code).toBe(0);
    expect(readFileSync(path.join(dir, "scenarios/mine/refund-arrives.ts"), "utf8")).toContain(
      'from "ordeal"',
    );
    expect(ordeal(["new", "scenario", "refund-arrives"], dir).code).toBe(64);
  });
});
