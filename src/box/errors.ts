// Room box: what can go wrong in virtual time. Every message names the actor.

/** Code reached for something whose end only real time decides: a socket, a process, another thread. */
export class LeavesVirtualTime extends Error {
  constructor(actor: string, what: string) {
    super(
      `${actor}: ${what} leaves virtual time: in the box only files, the wire to the simulator and routes given to fetch answer`,
    );
    this.name = "LeavesVirtualTime";
  }
}

/** Nothing is left that could happen, and the work still waits: a promise that nobody settles. */
export class WorldIdle extends Error {
  constructor(nowMs: number, waiting: string) {
    super(`nothing is left to happen at virtual ${Math.round(nowMs)} ms, and ${waiting} still waits`);
    this.name = "WorldIdle";
  }
}

/** Thrown into an actor that ended itself, so that nothing after it runs. */
export class ActorExit extends Error {
  readonly code: number;
  constructor(actor: string, code: number, how = `process.exit(${code})`) {
    super(`${actor} called ${how}`);
    this.name = "ActorExit";
    this.code = code;
  }
}

/** The watchdog ended the thread: it did nothing but compute for too long. */
export class BoxHung extends Error {
  constructor(actor: string, limitMs: number) {
    super(
      `${actor} did not give the thread back within ${limitMs} ms of real time: an endless loop, or endless microtasks`,
    );
    this.name = "BoxHung";
  }
}
