// Room simulator/lambda/runtime: environments in the box: each is an actor with its own evaluation of the package, its own variables and
// random stream; time is virtual, and the SDK inside is caught at its door.
import { type ActorEnd, runAs } from "../../../box/actor.ts";
import { plainStack } from "../../../box/modules.ts";
import type { Guest, World } from "../../../box/world.ts";
import { ActorExit } from "../../../box/errors.ts";
import { callHandler } from "./call-handler.ts";
import { errorObject, exitError, initError, type TidyPaths, unhandledRejection } from "./errors.ts";
import { fileOf, handlerIn, placeOf } from "./handler.ts";
import { logLine } from "./log-line.ts";
import {
  type Environment,
  type EnvironmentSpec,
  type ErrorObject,
  type Handler,
  type Invocation,
  type Outcome,
  type Runtime,
  TASK_ROOT,
} from "./runtime.ts";
import { sourceMapper, wantsSourceMaps } from "./source-maps.ts";
import { defineStreaming } from "./streaming.ts";

/** About what a small Node function takes to start. AWS gives no number: a world that depends on it depends on weather. */
const COLD_START_MS = 200;
/** So that an answer never comes at the instant of its request. */
const WARM_START_MS = 1;

/** What Lambda's Node runtime brings along; everything else is in the package or nowhere. */
const isShared = (specifier: string): boolean => /^@(aws-sdk|smithy)\//.test(specifier);

/** Without the mark of the actor, and a CommonJS file as a path. */
const plainPaths: TidyPaths = (text) =>
  plainStack(text).replaceAll(/file:\/\/(\/var\/task\/\S*?\.c?js\b)/g, "$1");

export function createBoxRuntime(world: Pick<World, "admit" | "clock">): Runtime {
  defineStreaming();
  return {
    coldStartMs: COLD_START_MS,
    warmStartMs: WARM_START_MS,
    start: (spec) => startEnvironment(world, spec),
    close: () => Promise.resolve(),
  };
}

function startEnvironment(
  { admit, clock }: Pick<World, "admit" | "clock">,
  spec: EnvironmentSpec,
): Environment {
  const nowMs = (): number => clock.epochMs + clock.nowMs();
  let invocation: Invocation | undefined;
  let tellEnd: ((error: ErrorObject) => void) | undefined;
  const mapped = wantsSourceMaps(spec.variables) ? sourceMapper(spec.files) : undefined;
  const tidy: TidyPaths = (text) => (mapped === undefined ? plainPaths(text) : mapped(plainPaths(text)));
  // What is written to stdout as it is has no level.
  const print = (text: string, level?: string): void => {
    const line = tidy(text);
    spec.print(
      level === undefined ? line.replace(/\n$/, "") : logLine(nowMs(), invocation?.requestId, level, line),
    );
  };
  const files = new Map([...spec.files].map(([file, bytes]) => [`${TASK_ROOT}/${file}`, bytes]));
  const bundle = { root: TASK_ROOT, files, isShared };
  const guest = admit({ name: spec.name, env: spec.variables, print, bundle });
  const { actor } = guest;
  const handler = loadHandler(guest, spec, files);
  const ready = handler.then(
    () => undefined,
    (error: unknown) => {
      const told =
        error instanceof ActorExit ? exitError(spec.requestId, error.code) : initError(error, tidy);
      actor.end({ kind: "killed" });
      return told;
    },
  );
  void actor.ended.then((end) => {
    const told = toldEnd(end, invocation?.requestId ?? spec.requestId, tidy);
    if (told !== undefined) tellEnd?.(told);
  });
  return {
    // An environment that ends while it loads never settles what it loads.
    ready: Promise.race([
      ready,
      actor.ended.then((end) => (end.kind === "killed" ? ready : toldEnd(end, spec.requestId, tidy))),
    ]),
    async invoke(payload, given) {
      invocation = given;
      if (given.traceHeader !== undefined) actor.env["_X_AMZN_TRACE_ID"] = given.traceHeader;
      const run = await handler;
      actor.thaw();
      const ended = new Promise<Outcome>((resolve) => {
        tellEnd = (error) => resolve({ kind: "ended", error });
      });
      const surroundings = { nowMs, onQuiet: (tell: () => void) => actor.onQuiet(tell) };
      const answered = runAs(actor, () => callHandler(run, payload, given, surroundings)).then(
        (answer): Outcome => {
          actor.freeze();
          return { kind: "ok", payload: answer };
        },
        (error: unknown): Outcome | Promise<Outcome> => {
          if (error instanceof ActorExit) return ended;
          actor.freeze();
          return { kind: "error", error: errorObject(error, tidy) };
        },
      );
      return Promise.race([answered, ended]);
    },
    stop: () => actor.end({ kind: "killed" }),
  };
}

/** Undefined where the platform itself ended it. */
function toldEnd(end: ActorEnd, requestId: string, tidy: TidyPaths): ErrorObject | undefined {
  switch (end.kind) {
    case "killed":
      return undefined;
    case "exited":
      return exitError(requestId, end.code);
    case "signalled":
      return exitError(requestId, end.signal);
    case "failed":
      return (end.isRejection === true ? unhandledRejection : errorObject)(end.error, tidy);
  }
}

async function loadHandler(
  { load }: Guest,
  { handler, variables }: EnvironmentSpec,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Handler> {
  const place = placeOf(handler);
  const file = fileOf(place, (one) => files.has(`${TASK_ROOT}/${one}`));
  return handlerIn(await load(`${TASK_ROOT}/${file}`), place, variables["AWS_EXECUTION_ENV"]);
}
