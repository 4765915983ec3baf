// Checks: what stands on a served world, of every kind that a run may leave.
import { LOOSE_TYPES, looseKind } from "../src/provision/loose/index.ts";
import type { Clients } from "../src/target/clients.ts";

/** Type and name of each, sorted. */
export async function standing(clients: Clients): Promise<readonly string[]> {
  const all: string[] = [];
  for (const type of LOOSE_TYPES) {
    const names = (await (await looseKind(type))?.list("", clients)) ?? [];
    all.push(...names.map((name) => `${type} ${name.slice(name.lastIndexOf(":") + 1)}`));
  }
  return all.toSorted();
}
