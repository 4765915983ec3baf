// Claim reached: the weather that the scenario is about really struck; a night whose weather never happened is unknown.
import { numberArg, textArg } from "../args.ts";
import type { ClaimType } from "../claim.ts";
import { holds, unknown, violated } from "../ruling.ts";
import type { Ruling } from "../verdict.ts";
import type { World } from "../world.ts";

export const reachedType: ClaimType = {
  name: "reached",
  open(args) {
    const what = textArg(args, "what");
    const atLeast = args.atLeast === undefined ? 1 : numberArg(args, "atLeast");
    return { ruling: (world) => rule(what, atLeast, world) };
  },
};

function rule(what: string, atLeast: number, world: World): Ruling {
  const strikes = world.faults.strikesOf(what);
  const counts = { attempted: atLeast, ok: strikes.length };
  if (strikes.length === 0) return unknown(`${what} never struck`, counts);
  const times = `${strikes.length} ${strikes.length === 1 ? "time" : "times"}`;
  if (strikes.length >= atLeast) return holds(`${what} struck ${times}`, counts);
  const why = `${what} struck ${times} of ${atLeast}`;
  if (world.drain?.complete !== true) return unknown(`${why}, and the run did not drain`, counts);
  return violated(
    why,
    [{ expected: `${atLeast} strikes at least`, seen: `${strikes.length}`, evidence: strikes }],
    counts,
  );
}
