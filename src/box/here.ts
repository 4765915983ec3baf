// Room box: who is running, and in which world: the actor whose code it is, else the world's own host.
import { Actor, currentActor } from "./actor.ts";
import { VirtualClock } from "./virtual-clock.ts";

let host: Actor | undefined;

/** Between two worlds, and while modules are loaded: timers set here never fire. */
const nobody = new Actor({
  name: "nobody",
  env: {},
  clock: new VirtualClock("nobody"),
  seed: "nobody",
  print: () => {},
});

/** Sets the host of the world that begins, or none when it has ended. */
export function setHost(actor: Actor | undefined): void {
  host = actor;
}

/** The actor whose code is running; never undefined. */
export function actorHere(): Actor {
  return currentActor() ?? host ?? nobody;
}
