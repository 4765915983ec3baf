// Room box: one world: a clock, a host (the code that runs the job) and actors. Its event loop is empty exactly when all of them wait
// for time; then, and only then, the next timer is dispatched, from a macrotask of its own.
import { Actor, currentActor, type Level, runAs } from "./actor.ts";
import { type Bundle, openBundle } from "./bundle.ts";
import { ActorExit, WorldIdle } from "./errors.ts";
import { type Route, setRoutes } from "./fetch.ts";
import { endFollowing, followFile } from "./followed-files.ts";
import { setHost } from "./here.ts";
import { giveFile, takeFilesBack } from "./own-files.ts";
import { actorInStack, evaluate, plainStack } from "./modules.ts";
import { forgetGlobals } from "./own-global.ts";
import { real } from "./real.ts";
import { setWire, type Wire } from "./sdk-door.ts";
import { VirtualClock } from "./virtual-clock.ts";

export interface ActorProgram {
  /** Unique within the world, over all incarnations: `InventoryWorker#2`. */
  readonly name: string;
  /** Absolute path of a module; its top level is the program. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly print?: (text: string, level?: Level) => void;
}

/** An actor whose modules come from memory, and run when they are asked for. */
export interface GuestProgram extends Omit<ActorProgram, "file"> {
  readonly bundle: Bundle;
}

export interface Guest {
  readonly actor: Actor;
  /** Evaluates a module of its bundle, as this actor: the namespace, or what a CommonJS module exports. */
  readonly load: (file: string) => Promise<unknown>;
}

export interface World {
  readonly clock: VirtualClock;
  readonly seed: string;
  /** Starts a program as an actor. */
  start(program: ActorProgram): Actor;
  /** Lets in an actor that does nothing until its modules are loaded. */
  admit(program: GuestProgram): Guest;
  /** Answers fetch for a host. */
  route(host: string, route: Route): void;
  /** Answers the AWS SDK. */
  answerSdk(wire: Wire): void;
  /** Follows a file that a program will append text to: each call answers what was written since the last. */
  followFile(file: string): () => string;
  /** From now on all programs read this text as the file. */
  giveFile(file: string, text: string): void;
  /** Resolves when nothing in the foreground is left to happen: the world is drained. */
  untilIdle(): Promise<void>;
}

/** What the dispatcher tells whoever watches the thread. */
export interface Pulse {
  /** Called before each dispatch with what is about to happen. */
  beat(what: string): void;
  /** A reason to stop, asked before each dispatch. */
  stopped(): string | undefined;
}

const QUIET_PULSE: Pulse = { beat: () => {}, stopped: () => undefined };

let worlds = 0;

/** Opens a world, runs `job` in it as its host, and ends everything that is left when the job ends. */
export async function runWorld<T>(
  seed: string,
  job: (world: World, signal: AbortSignal) => Promise<T>,
  pulse: Pulse = QUIET_PULSE,
): Promise<T> {
  worlds += 1;
  const mark = `w${worlds}`;
  const clock = new VirtualClock(seed);
  clock.onDispatch = ({ spec }) => pulse.beat(spec.what);
  const host = new Actor({ name: "host", env: {}, clock, seed, print: () => {} });
  const actors = new Map<string, Actor>();
  const routes = new Map<string, Route>();
  const stop = new AbortController();
  const idlers: (() => void)[] = [];
  const world: World = {
    clock,
    seed,
    start(program) {
      const actor = startActor(program, mark, clock, seed);
      actors.set(actor.name, actor);
      return actor;
    },
    admit({ name, env, bundle, print = () => {} }) {
      const actor = new Actor({ name, env, clock, seed, print });
      actor.files = bundle.files;
      actor.cwd = bundle.root;
      actors.set(name, actor);
      const { load, close } = openBundle(bundle, actor, `${mark}.${name}`);
      void actor.ended.then(() => {
        actors.delete(name);
        close();
      });
      return { actor, load };
    },
    route: (name, route) => void routes.set(name, route),
    answerSdk: setWire,
    followFile,
    giveFile,
    untilIdle: () => new Promise((resolve) => idlers.push(resolve)),
  };
  // Node 24 tells in whose async context it happened; the stack says so where an older one does not.
  const culprit = (error: unknown) => currentActor() ?? ownerOf(error, actors) ?? host;
  const rejected = (error: unknown) => culprit(error).fail(error, true);
  const thrown = (error: unknown) => culprit(error).fail(error);
  setHost(host);
  setRoutes(routes);
  real.on("unhandledRejection", rejected);
  real.on("uncaughtException", thrown);
  try {
    const work = job(world, stop.signal);
    const failed = host.ended.then((end) => {
      throw end.kind === "failed" ? end.error : new Error("the host of the world ended");
    });
    failed.catch(() => {});
    return await dispatchUntil(Promise.race([work, failed]), { clock, pulse, stop, idlers });
  } finally {
    real.off("unhandledRejection", rejected);
    real.off("uncaughtException", thrown);
    for (const actor of [...actors.values(), host]) actor.end({ kind: "killed" });
    forgetGlobals();
    endFollowing();
    takeFilesBack();
    setWire(undefined);
    setRoutes(new Map());
    setHost(undefined);
  }
}

function startActor(
  { name, file, env, print = () => {} }: ActorProgram,
  mark: string,
  clock: VirtualClock,
  seed: string,
): Actor {
  const actor = new Actor({ name, env, clock, seed, print });
  const run = async () => {
    try {
      await evaluate(file, `${mark}.${name}`);
      // A program whose top level is over may still have timers: it lives until it is killed.
    } catch (error) {
      if (error instanceof ActorExit) return;
      print(`${plainStack(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
      actor.end({ kind: "failed", error });
    }
  };
  void runAs(actor, run);
  return actor;
}

/** By the file in the error's stack, which is loaded under a URL of the actor's own. */
function ownerOf(error: unknown, actors: ReadonlyMap<string, Actor>): Actor | undefined {
  const name = error instanceof Error ? actorInStack(error.stack ?? "") : undefined;
  return name === undefined ? undefined : actors.get(name.slice(name.indexOf(".") + 1));
}

interface Dispatching {
  readonly clock: VirtualClock;
  readonly pulse: Pulse;
  readonly stop: AbortController;
  /** Told, once, when only background timers are left. */
  readonly idlers: (() => void)[];
}

/** `beforeExit` says that the event loop is empty; the dispatch itself comes from a macrotask, never from within that event. */
function dispatchUntil<T>(work: Promise<T>, { clock, pulse, stop, idlers }: Dispatching): Promise<T> {
  return new Promise((resolve, reject) => {
    let finish: (() => void) | undefined;
    work.then(
      (value) => (finish = () => resolve(value)),
      (error: unknown) => (finish = () => reject(error instanceof Error ? error : new Error(String(error)))),
    );
    const end = (how: () => void) => {
      real.off("beforeExit", idle);
      how();
    };
    const turn = () => {
      if (finish !== undefined) {
        end(finish);
        return;
      }
      const reason = pulse.stopped();
      if (reason !== undefined && !stop.signal.aborted) {
        stop.abort(reason);
        return;
      }
      if (clock.foreground === 0 && idlers.length > 0) {
        for (const tellIdle of idlers.splice(0)) tellIdle();
        return;
      }
      try {
        if (!clock.step()) end(() => reject(new WorldIdle(clock.nowMs(), "the job")));
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    };
    const idle = () => real.setImmediate(turn);
    real.on("beforeExit", idle);
  });
}
