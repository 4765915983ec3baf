// The journal whole: what the writer wrote the reader reads, cut at any byte; what breaks the format is refused by file and line.
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { saveBlob } from "./blobs.ts";
import type { Line } from "./line.ts";
import { readJournal } from "./reader.ts";
import { openJournal } from "./writer.ts";

const folder = () => mkdtempSync(path.join(os.tmpdir(), "ordeal-journal-"));
const started = { format: 1, scenario: "s", title: "t", proves: [], seed: "1" } as const;
const LONG = "ä".repeat(3000);

async function written(): Promise<string> {
  const dir = folder();
  const journal = openJournal(dir, { clock: { nowMs: () => 5 } });
  journal.append({ kind: "run.started", actor: "runner", data: started });
  const about = { actor: "drive", hop: "Q", order: "s/a", op: "o1" } as const;
  const request = { queue: "Q", body: LONG };
  journal.append({ kind: "op.invoked", ...about, data: { service: "sqs", action: "SendMessage", request } });
  journal.append({ kind: "op.ok", ...about, cause: 2, data: { response: { status: 200 }, attempts: 1 } });
  const seen = { messageId: "m", receives: 1, by: "consumer", bodySha: "x", body: LONG } as const;
  journal.append({ kind: "message.seen", actor: "observe", hop: "Q", order: "s/a", data: seen });
  journal.append({ kind: "run.ended", actor: "runner", data: { reason: "done" } });
  await journal.close();
  return path.join(dir, "journal.ndjson");
}

async function read(file: string): Promise<{ lines: Line[]; torn: boolean; ended: boolean }> {
  const lines: Line[] = [];
  const { torn, ended } = await readJournal(file, (line) => lines.push(line));
  return { lines, torn: torn !== undefined, ended };
}

const at = (seq: number, kind: string, data: object, more: object = {}) =>
  JSON.stringify({ seq, atMs: 0, kind, actor: "a", ...more, data });
const FIRST = at(1, "run.started", started);
const INVOKED = at(2, "op.invoked", { service: "s", action: "a", request: {} }, { op: "o1" });
const OK = { response: { status: 200 }, attempts: 1 };

describe("what was written is read", () => {
  test("with long bodies in blobs, put back", async () => {
    const file = await written();
    const { lines, torn, ended } = await read(file);
    expect({ kinds: lines.map((line) => line.kind), torn, ended }).toEqual({
      kinds: ["run.started", "op.invoked", "op.ok", "message.seen", "run.ended"],
      torn: false,
      ended: true,
    });
    const [, invoked, , seen] = lines;
    expect(invoked?.kind === "op.invoked" && invoked.data.request.body).toBe(LONG);
    expect(seen?.kind === "message.seen" && seen.data.body).toBe(LONG);
    expect(readFileSync(file).length).toBeLessThan(2000);
  });

  test("cut at any byte, it is a prefix and the cut is told", async () => {
    const file = await written();
    const bytes = readFileSync(file);
    const whole = (await read(file)).lines;
    for (let length = 0; length < bytes.length; length += 1) {
      writeFileSync(file, bytes.subarray(0, length));
      const cut = await read(file);
      expect(cut).toEqual({
        lines: whole.slice(0, cut.lines.length),
        torn: length > 0 && bytes[length - 1] !== 10,
        ended: false,
      });
      expect(cut.lines.length).toBe(bytes.subarray(0, length).toString("latin1").split("\n").length - 1);
    }
  });
});

describe("the writer", () => {
  test("never writes a journal twice", async () => {
    const file = await written();
    expect(() => openJournal(path.dirname(file))).toThrow(/a journal is there already/);
  });

  test("refuses what comes after its end", async () => {
    const journal = openJournal(folder());
    await journal.close();
    expect(() => journal.append({ kind: "run.ended", actor: "runner", data: { reason: "done" } })).toThrow(
      /closed/,
    );
  });
});

describe("the reader refuses by file and line", () => {
  const cases: readonly (readonly [string, readonly (string | Buffer)[], RegExp])[] = [
    ["a gap", [FIRST, at(3, "run.ended", { reason: "done" })], /:2: seq is 3 and must be 2/],
    ["junk", [FIRST, "junk"], /:2: is not JSON/],
    ["a second run.started", [FIRST, at(2, "run.started", started)], /:2: a second run.started/],
    ["another beginning", [at(1, "run.ended", { reason: "done" })], /:1: begins with run.ended/],
    [
      "an op completed twice",
      [FIRST, INVOKED, at(3, "op.ok", OK, { op: "o1" }), at(4, "op.ok", OK, { op: "o1" })],
      /:4: op o1 is completed a second time/,
    ],
    ["a completion of nothing", [FIRST, at(2, "op.ok", OK, { op: "o9" })], /:2: op o9 was never invoked/],
    ["a newer format", [at(1, "run.started", { ...started, format: 2 })], /:1: format 2 is newer than 1/],
    [
      "a newer format, whatever else it holds",
      [at(1, "run.started", { format: 2, story: "x" })],
      /:1: format 2 is newer than 1, the newest this Ordeal reads: update it/,
    ],
    ["a format that never was", [at(1, "run.started", { ...started, format: 0 })], /:1: format 0 is none/],
    [
      "a line after the end",
      [FIRST, at(2, "run.ended", { reason: "done" }), at(3, "phase.entered", { phase: "judge" })],
      /:3: phase.entered stands after run.ended, the last line of a journal/,
    ],
    [
      "a second end",
      [FIRST, at(2, "run.ended", { reason: "a" }), at(3, "run.ended", { reason: "b" })],
      /:3: /,
    ],
    [
      "what stands before it can be judged",
      [FIRST, INVOKED, "junk"],
      /:3: is not JSON.*; to judge what stands before it: head -n 2 .*journal.ndjson > .*part.ndjson/,
    ],
    [
      "a line too deep to follow",
      [
        FIRST,
        at(2, "run.ended", { reason: "x", blob: 1 }).replace(
          '"blob":1',
          `"blob":1,"x":${"[".repeat(50_000)}${"]".repeat(50_000)}`,
        ),
      ],
      /:2: is nested too deeply/,
    ],
    ["an unknown kind", [FIRST, at(2, "order.lost", {})], /:2: kind order.lost is not known/],
    ["a missing field", [FIRST, at(2, "run.ended", {})], /:2: run.ended data.*reason/],
    ["a cause that is later", [FIRST, at(2, "run.ended", { reason: "x" }, { cause: 2 })], /:2: cause 2/],
    ["invalid UTF-8", [FIRST, Buffer.from([0x7b, 0xff, 0x7d])], /:2: is not UTF-8/],
  ];
  test.each(cases)("%s", async (_name, lines, message) => {
    const file = path.join(folder(), "journal.ndjson");
    for (const line of lines) appendFileSync(file, Buffer.concat([Buffer.from(line), Buffer.from("\n")]));
    await expect(read(file)).rejects.toThrow(message);
  });

  test("a line of 50 MB, without reading it whole", async () => {
    const file = path.join(folder(), "journal.ndjson");
    writeFileSync(file, `${FIRST}\n`);
    for (let i = 0; i < 50; i += 1) appendFileSync(file, Buffer.alloc(1_000_000, 97));
    await expect(read(file)).rejects.toThrow(/:2: is over the limit of 16777216 bytes/);
  });

  test("a line of a little over 16 MiB that is otherwise good", async () => {
    const file = path.join(folder(), "journal.ndjson");
    const reason = "a".repeat(16 * 1024 * 1024);
    writeFileSync(file, `${FIRST}\n${at(2, "run.ended", { reason })}\n`);
    await expect(read(file)).rejects.toThrow(/:2: is over the limit of 16777216 bytes/);
  });

  test("a detail in a blob that is not JSON", async () => {
    const file = path.join(folder(), "journal.ndjson");
    const blob = saveBlob(path.join(path.dirname(file), "blobs"), "no json");
    const event = { id: "e", source: "s", detailType: "t", blob };
    writeFileSync(file, `${FIRST}\n${at(2, "event.seen", event)}\n`);
    await expect(read(file)).rejects.toThrow(
      new RegExp(`blobs.${blob}: is the detail of an event and no JSON`),
    );
  });

  test("a file that is not there", async () => {
    await expect(read("no/such/journal.ndjson")).rejects.toThrow(/cannot be opened/);
  });
});
