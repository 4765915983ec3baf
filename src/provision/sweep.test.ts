// What a killed run left is deleted by its intents, on the same endpoint, once its lock is free; foreign resources stay.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CreateQueueCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import { expect, test } from "vitest";
import { openJournal } from "../journal/writer.ts";
import { writeRunFile } from "../journal/run-file.ts";
import { clientsFor } from "../target/clients.ts";
import { acquireRunLock } from "./run-lock.ts";
import { sweepKilledRuns } from "./sweep.ts";

async function killedRun(runs: string, endpoint: URL, queue: string): Promise<string> {
  const runDir = path.join(runs, "r1");
  mkdirSync(runDir, { recursive: true });
  writeRunFile(runDir, {
    format: 1,
    run: "r1",
    startedAt: "2026-11-24T00:00:00Z",
    argv: [],
    cwd: ".",
    host: { os: "", arch: "", cpus: 1, memoryBytes: 1 },
    versions: {},
    target: { kind: "endpoint", name: "endpoint", endpoint: endpoint.href, region: "us-east-1", aws: false },
    seed: "1",
    scenarios: ["s"],
    skipped: [],
  });
  const journal = openJournal(path.join(runDir, "scenarios", "s"));
  journal.append({
    kind: "run.started",
    actor: "runner",
    data: { format: 1, scenario: "s", title: "t", proves: [], seed: "1" },
  });
  journal.append({
    kind: "resource.intended",
    actor: "runner",
    hop: "Q",
    data: { type: "AWS::SQS::Queue", name: queue },
  });
  await journal.close();
  return runDir;
}

test("a killed run is swept once; a held one, another endpoint's and foreign queues are left alone", async () => {
  const app = buildApp({ logger: false });
  const endpoint = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  const clients = clientsFor(endpoint, { region: "us-east-1", allowedHosts: ["127.0.0.1"] });
  const queues = async () => {
    const { QueueUrls } = await clients.sqs.send(new ListQueuesCommand({}));
    return (QueueUrls ?? []).map((url) => url.slice(url.lastIndexOf("/") + 1));
  };
  try {
    for (const QueueName of ["ordeal-r1-Q", "foreign"])
      await clients.sqs.send(new CreateQueueCommand({ QueueName }));
    const runs = mkdtempSync(path.join(os.tmpdir(), "ordeal-sweep-"));
    const runDir = await killedRun(runs, endpoint, "ordeal-r1-Q");

    expect(await sweepKilledRuns(runs, new URL("http://127.0.0.1:1"), clients)).toEqual({
      deleted: [],
      left: [],
    });
    const lock = acquireRunLock(runDir);
    expect(await sweepKilledRuns(runs, endpoint, clients)).toEqual({ deleted: [], left: [] });
    lock.release();
    // A process that died by SIGKILL leaves its lock behind: the pid is free or another process's.
    writeFileSync(
      path.join(runDir, "lock.json"),
      JSON.stringify({ pid: process.pid, started: "another start" }),
    );
    expect(await sweepKilledRuns(runs, endpoint, clients)).toEqual({ deleted: ["ordeal-r1-Q"], left: [] });
    expect(await queues()).toEqual(["foreign"]);
    expect(await sweepKilledRuns(runs, endpoint, clients)).toEqual({ deleted: [], left: [] });
  } finally {
    clients.destroy();
    await app.close();
  }
});
