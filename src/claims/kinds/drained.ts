// Claim drained: something was in the queue, and nothing is at the end.
import { textArg } from "../args.ts";
import type { ClaimType } from "../claim.ts";
import { holds, unknown, violated } from "../ruling.ts";
import type { Ruling } from "../verdict.ts";
import type { World } from "../world.ts";

export const drainedType: ClaimType = {
  name: "drained",
  open(args) {
    const queue = textArg(args, "queue");
    return { ruling: (world) => rule(queue, world) };
  },
};

function rule(queue: string, world: World): Ruling {
  const last = world.depths.get(queue);
  if (last === undefined) return unknown(`the depth of ${queue} was never sampled`);
  const touchedSeq = world.touched.get(queue);
  if (touchedSeq === undefined) return unknown(`nothing was ever in ${queue}`);
  if (world.drain === undefined || world.drain.by === "proof") return unknown("the run did not drain");
  const { visible, inflight, delayed } = last.data;
  if (visible + inflight + delayed > 0) {
    const seen = `${visible} visible, ${inflight} in flight, ${delayed} delayed`;
    return violated(`something is left in ${queue}`, [
      { expected: `${queue} is empty at the end`, seen, evidence: [last.seq] },
    ]);
  }
  const newest = Math.max(touchedSeq, world.lastSendSeq);
  if (last.seq < newest)
    return unknown(`the depth of ${queue} was last sampled before seq ${newest} (seq ${last.seq})`);
  const blind = world.probes.blindAt(queue, world.firstSendSeq, { counted: true });
  if (blind !== undefined || !world.drain.complete) return unknown(blind ?? "the run did not drain");
  return holds(`${queue} is empty (seq ${last.seq})`);
}
