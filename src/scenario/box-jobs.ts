// Room scenario: what a box is asked to do: to play one scenario in a world of its own, or to try what scenarios need. A job is named by
// module and export, and gets data: never a closure.
import type { JobContext } from "../box/thread.ts";
import { clientsFor } from "../target/clients.ts";
import type { Ability } from "../target/probes/ability.ts";
import { probeNeeds } from "../target/needs.ts";
import { boxVenue, openSimulator } from "./box-venue.ts";
import { exitCodeOfError, messageOf } from "./errors.ts";
import { type FoundScenario, loadScenario } from "./find.ts";
import { play } from "./play.ts";
import type { PlayOptions } from "./play-options.ts";

export interface PlayInBox extends Omit<PlayOptions, "loaded" | "venue" | "signal" | "onPhase"> {
  readonly found: FoundScenario;
}

/** What crosses the border of the box. */
export interface PlayedInBox {
  readonly reason: string;
  readonly left: readonly string[];
  readonly error?: { readonly message: string; readonly exitCode: number };
}

/** Plays one scenario. */
export async function playInBox(
  { found, ...options }: PlayInBox,
  { world, signal, say }: JobContext,
): Promise<PlayedInBox> {
  const venue = boxVenue(world, openSimulator(world));
  const loaded = await loadScenario(found);
  const onPhase = (phase: string) => say(phase);
  const { reason, left, error } = await play({ ...options, loaded, venue, signal, onPhase });
  if (error === undefined) return { reason, left };
  return { reason, left, error: { message: messageOf(error), exitCode: exitCodeOfError(error) } };
}

/** Tries needs in a world that is thrown away. */
export async function tryNeedsInBox(
  { needs }: { readonly needs: readonly string[] },
  { world }: JobContext,
): Promise<readonly (readonly [need: string, ability: Ability])[]> {
  const { endpoint, region, controlBy } = boxVenue(world, openSimulator(world));
  const clients = clientsFor(endpoint, { region, allowedHosts: [endpoint.hostname] });
  const control = controlBy?.(clients, "past the gate") ?? clients;
  return [...(await probeNeeds(control, needs, { isSimulator: true }))];
}
