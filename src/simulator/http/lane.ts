// Room simulator/http: a connection as long as plain requests come over it: bytes in, bytes out, one answer after the other. The first
// that is not plain takes the connection to Node's own server, for good. Of a small request Node's HTTP costs 15 us, this 10 us (a
// server that reads JSON and answers JSON, `checks/bench/client.ts` before it), and most of what is left is the system's.
import type { Socket } from "node:net";
import type { WireRequest, WireResponse } from "../wire/index.ts";
import { readPlain, writePlain } from "./plain.ts";

export interface LaneOptions {
  /** Whether this plain request may be answered here. */
  readonly takes: (request: WireRequest) => boolean;
  /** Never throws, never rejects. */
  readonly handle: (request: WireRequest, arrival: LaneArrival) => Said | Promise<Said>;
  readonly baseUrlOf: (host: string | undefined) => string;
  /** Takes the connection over; the bytes that were read come to it next. */
  readonly leave: () => void;
}

/** `lost`: the connection ends without a word. */
type Said = WireResponse | "lost";

/** How a request came over a lane. */
export interface LaneArrival {
  readonly baseUrl: string;
  /** Aborted when the connection ends before the answer; made when it is first read. */
  readonly gone: AbortSignal;
}

/** A class, since a literal with a getter is made anew, slowly, at each call. */
class Arrival implements LaneArrival {
  readonly baseUrl: string;
  readonly #signal: () => AbortSignal;

  constructor(baseUrl: string, signal: () => AbortSignal) {
    this.baseUrl = baseUrl;
    this.#signal = signal;
  }

  get gone(): AbortSignal {
    return this.#signal();
  }
}

/** Answers what comes over the connection. */
export function openLane(socket: Socket, { takes, handle, baseUrlOf, leave }: LaneOptions): void {
  let isBusy = false;
  /** What came while a request was being answered. */
  let held: Buffer[] = [];
  let gone: AbortController | undefined;
  /** As the last request said it, and mostly all do. */
  let host: string | undefined;
  let baseUrl: string | undefined;

  const hear = (bytes: Buffer): void => {
    if (isBusy) {
      held.push(bytes);
      socket.pause();
      return;
    }
    const request = readPlain(bytes);
    if (request === undefined || !takes(request)) depart(bytes);
    else answer(request);
  };
  const end = (): void => gone?.abort();
  /** As Node does: who says no more will hear no more, so a client that died in a long poll takes nothing with it. */
  const hangUp = (): void => soon(() => socket.end());
  const fail = (): void => void socket.destroy();

  const signal = (): AbortSignal => {
    gone ??= new AbortController();
    if (socket.destroyed) gone.abort();
    return gone.signal;
  };

  function baseUrlFor({ headers }: WireRequest): string {
    if (baseUrl === undefined || headers["host"] !== host) baseUrl = baseUrlOf(headers["host"]);
    host = headers["host"];
    return baseUrl;
  }

  function answer(request: WireRequest): void {
    const said = handle(request, new Arrival(baseUrlFor(request), signal));
    if (!(said instanceof Promise)) {
      say(said);
      return;
    }
    isBusy = true;
    void said.then(say);
  }

  function say(said: Said): void {
    isBusy = false;
    gone = undefined;
    if (socket.destroyed) return;
    soon(() => send(socket, said));
    if (said === "lost") return;
    if (held.length === 0) return;
    const bytes = Buffer.concat(held);
    held = [];
    socket.resume();
    hear(bytes);
  }

  function depart(bytes: Buffer): void {
    socket.off("data", hear).off("end", hangUp).off("close", end).off("error", fail);
    leave();
    socket.emit("data", bytes);
  }

  socket.on("data", hear).once("end", hangUp).once("close", end).on("error", fail);
}

function send(socket: Socket, said: Said): void {
  if (socket.destroyed) return;
  if (said === "lost") {
    socket.destroy();
    return;
  }
  const written = writePlain(said);
  if (typeof written === "string") socket.write(written, "latin1");
  else socket.write(written);
}

/** What was said in this turn of the event loop. */
let due: (() => void)[] = [];

/**
 * After all that came in this turn was heard: then a client that waits is woken once for several answers, and that is a third of what an
 * answer costs the system.
 */
function soon(run: () => void): void {
  if (due.length === 0) setImmediate(runDue);
  due.push(run);
}

function runDue(): void {
  const now = due;
  due = [];
  for (const run of now) run();
}
