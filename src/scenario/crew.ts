// Room scenario: the crew: every worker of the system as a program of its own, each incarnation with its own evidence file. A worker
// that died is started again by settle, or by the fault that killed it.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { openSwitchFile, type SwitchFile } from "../faults/switch-file.ts";
import type { JournalWriter } from "../journal/writer.ts";
import {
  type EvidenceProbe,
  type EvidenceProbeOptions,
  startEvidenceProbe,
} from "../observe/evidence-probe.ts";
import type { WorkerDescription } from "../template/describe.ts";
import type { Child, ChildSpec } from "./children.ts";
import { UsageError } from "./errors.ts";

export interface WorkerCrew {
  has(hop: string): boolean;
  switches(worker: string): SwitchFile;
  another(worker: string): Promise<void>;
  kill(worker: string): Promise<void>;
  restart(worker: string): Promise<void>;
  /** Stops every incarnation of a worker, as an ordinary end. */
  stopOne(worker: string): Promise<void>;
  /** Starts again every worker of which no incarnation is alive; names them. */
  restartDead(): readonly string[];
  readonly probes: readonly EvidenceProbe[];
  stop(): Promise<void>;
}

export interface CrewOptions {
  readonly workers: readonly WorkerDescription[];
  readonly journal: JournalWriter;
  readonly seed: string;
  readonly folder: string;
  readonly logDir: string;
  readonly probeEveryMs: number;
  /** Set where the simulator's log tells of receives and deletions. */
  readonly told?: EvidenceProbeOptions["told"];
  startChild(spec: ChildSpec): Child;
  /** Follows an evidence file, where the venue tells of its writes itself. */
  followFile?(file: string): () => string;
  /** Gives a switch file to the workers, where they need not look for it on disk. */
  giveFile?(file: string, text: string): void;
  programOf(worker: WorkerDescription): string;
  envOf(worker: WorkerDescription): Readonly<Record<string, string>>;
}

interface Post {
  readonly worker: WorkerDescription;
  readonly probe: EvidenceProbe;
  readonly switches: SwitchFile;
  readonly children: Child[];
}

/** Starts one of every worker. */
export function startCrew(options: CrewOptions): WorkerCrew {
  mkdirSync(options.folder, { recursive: true });
  const posts = new Map(options.workers.map((worker) => [worker.name, openPost(worker, options)]));
  const post = (name: string): Post => {
    const found = posts.get(name);
    if (found === undefined)
      throw new UsageError(`the system has no worker ${name}; it has ${[...posts.keys()].join(", ")}`);
    return found;
  };
  for (const one of posts.values()) startOne(one, options);
  return {
    has: (hop) => posts.has(hop),
    switches: (name) => post(name).switches,
    async another(name) {
      startOne(post(name), options);
    },
    async kill(name) {
      await Promise.all(
        post(name)
          .children.filter((child) => child.isAlive())
          .map((child) => child.kill()),
      );
    },
    async restart(name) {
      startOne(post(name), options);
    },
    async stopOne(name) {
      await Promise.all(post(name).children.map((child) => child.stop()));
    },
    restartDead() {
      const dead = [...posts.values()].filter((one) => !one.children.some((child) => child.isAlive()));
      for (const one of dead) startOne(one, options);
      return dead.map((one) => one.worker.name);
    },
    probes: [...posts.values()].map((one) => one.probe),
    async stop() {
      await Promise.all([...posts.values()].flatMap((one) => one.children.map((child) => child.stop())));
    },
  };
}

function openPost(
  worker: WorkerDescription,
  { journal, seed, folder, probeEveryMs, told, giveFile }: CrewOptions,
): Post {
  const { name, queue } = worker;
  const how = { everyMs: probeEveryMs, ...(told === undefined ? {} : { told }) };
  return {
    worker,
    probe: startEvidenceProbe(journal, { worker: name, queue, ...how }),
    switches: openSwitchFile(path.join(folder, `${worker.name}.switches.json`), journal, seed, giveFile),
    children: [],
  };
}

function startOne({ worker, probe, switches, children }: Post, options: CrewOptions): void {
  const name = `${worker.name}#${children.length + 1}`;
  const evidence = path.join(options.folder, `${name}.ndjson`);
  probe.follow(evidence, name, options.followFile?.(evidence));
  children.push(
    options.startChild({
      name,
      program: options.programOf(worker),
      logFile: path.join(options.logDir, `${name}.log`),
      env: {
        ...options.envOf(worker),
        ORDEAL_WORKER: worker.name,
        ORDEAL_QUEUE: worker.queue,
        ORDEAL_EVIDENCE: evidence,
        ORDEAL_SWITCHES: switches.path,
      },
    }),
  );
}
