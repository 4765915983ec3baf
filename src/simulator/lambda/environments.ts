// Room simulator/lambda: execution environments: one for each invocation at a time, the one that was used last taken first, those of an
// older revision ended when they are free.
import type { Timer } from "../../box/clock.ts";
import { keyedUuid } from "../../box/keyed.ts";
import type { InvokeRequest } from "./invocation.ts";
import { IDLE_MS, INIT_LIMIT_MS } from "./limits.ts";
import type { LambdaPorts } from "./ports.ts";
import type { Environment, ErrorObject, Invocation, Outcome, Runtime } from "./runtime/runtime.ts";
import type { LambdaFunction, Version } from "./state.ts";
import { variablesOf } from "./variables.ts";

/** An environment, from its first invocation to its end. */
export interface Room {
  readonly name: string;
  readonly logStream: string;
  readonly isCold: boolean;
  /** Where its log goes: to the invocation that runs. */
  print: (line: string) => void;
  /** Loads the code, the first time; answers why it cannot be loaded. */
  start(version: Version, requestId: string): Promise<ErrorObject | undefined>;
  invoke(payload: string, invocation: Invocation): Promise<Outcome>;
  end(): void;
}

interface Kept extends Room {
  isCold: boolean;
  readonly key: string;
  readonly functionArn: string;
  idleSinceMs: number;
  hasEnded: boolean;
}

export interface Pools {
  take(request: InvokeRequest): Room;
  giveBack(room: Room): void;
  retire(functionArn: string): void;
}

/** Environments are of one revision of one version: whatever changes, new ones begin. */
const keyOf = (fn: LambdaFunction, { version, revisionId }: Version): string =>
  `${fn.arn}:${version}@${revisionId}`;

export function createPools(ports: LambdaPorts, runtime: Runtime): Pools {
  const { clock, seed } = ports;
  const idle = new Map<string, Kept[]>();
  /** Names are never used twice in a world, also by a function that was deleted and made again. */
  const made = new Map<string, number>();
  let reaper: Timer | undefined;

  function take({ fn, version }: InvokeRequest): Room {
    const key = keyOf(fn, version);
    const free = idle.get(key)?.pop();
    if (free !== undefined) return Object.assign(free, { isCold: false });
    const serial = (made.get(fn.arn) ?? 0) + 1;
    made.set(fn.arn, serial);
    return roomOf(fn, version, key, serial);
  }

  function roomOf(fn: LambdaFunction, version: Version, key: string, serial: number): Kept {
    const name = `lambda:${fn.name}#${serial}`;
    const day = new Date(Math.floor(clock.epochMs + clock.nowMs())).toISOString().slice(0, 10);
    const id = keyedUuid(seed, "lambda.log-stream", fn.arn, serial).replaceAll("-", "");
    const logStream = `${day.replaceAll("-", "/")}/[${version.version}]${id}`;
    let environment: Environment | undefined;
    const room: Kept = {
      name,
      logStream,
      key,
      functionArn: fn.arn,
      isCold: true,
      hasEnded: false,
      idleSinceMs: 0,
      print: () => {},
      async start({ config, code }, requestId) {
        if (environment !== undefined) return undefined;
        environment = runtime.start({
          name,
          files: code.files,
          codeSha256: code.sha256,
          handler: config.handler,
          requestId,
          variables: variablesOf(fn, version, logStream, ports.endpoint?.()),
          print: (line) => room.print(line),
        });
        return withinInit(environment.ready, name);
      },
      invoke(payload, invocation) {
        if (environment === undefined) throw new Error(`${name} was not started`);
        return environment.invoke(payload, invocation);
      },
      end() {
        room.hasEnded = true;
        environment?.stop();
      },
    };
    return room;
  }

  function withinInit(
    ready: Promise<ErrorObject | undefined>,
    actor: string,
  ): Promise<ErrorObject | undefined> {
    return new Promise((resolve, reject) => {
      const spec = { actor, foreground: false, what: `the end of init of ${actor}` };
      const limit = clock.after(INIT_LIMIT_MS, spec, () =>
        resolve({
          errorType: "Sandbox.Timedout",
          errorMessage: `Init timed out after ${(INIT_LIMIT_MS / 1_000).toFixed(2)} seconds`,
        }),
      );
      ready.then(resolve, reject).finally(() => limit.cancel());
    });
  }

  function giveBack(room: Room): void {
    const kept = room as Kept; // pools give out no others
    if (kept.hasEnded) return;
    kept.print = () => {};
    kept.idleSinceMs = clock.nowMs();
    const free = idle.get(kept.key) ?? [];
    idle.set(kept.key, free);
    free.push(kept);
    reaper ??= reapAfter(IDLE_MS);
  }

  function reapAfter(ms: number): Timer {
    return clock.after(ms, { actor: "lambda", foreground: false, what: "idle environments end" }, reap);
  }

  function reap(): void {
    reaper = undefined;
    const before = clock.nowMs() - IDLE_MS;
    for (const [key, rooms] of idle) {
      for (const room of rooms) if (room.idleSinceMs <= before) room.end();
      const left = rooms.filter(({ hasEnded }) => !hasEnded);
      if (left.length === 0) idle.delete(key);
      else idle.set(key, left);
    }
    const since = [...idle.values()].flat().map(({ idleSinceMs }) => idleSinceMs);
    if (since.length > 0) reaper = reapAfter(Math.min(...since) - before);
  }

  function retire(functionArn: string): void {
    for (const [key, rooms] of idle) {
      if (!key.startsWith(`${functionArn}:$LATEST@`)) continue;
      for (const room of rooms) room.end();
      idle.delete(key);
    }
  }

  return { take, giveBack, retire };
}
