// Room claims: one fold of what all claims need, so that a journal of a million lines is gathered once: the system, the phases,
// the drain, each order's facts, the life of the probes, the faults. Lines of the judge phase and later are no evidence.
import type { KindData, Line, SystemDescription } from "../journal/line.ts";
import { newOrderFacts, type OrderFacts, type Sending } from "./facts.ts";
import { openFaultBook } from "./fault-book.ts";
import { openProbeBook } from "./probe-book.ts";

export interface LabelledOp {
  readonly label: string;
  readonly invokedSeq: number;
  readonly completion: Line<"op.ok"> | Line<"op.failed"> | Line<"op.unknown"> | undefined;
}

export interface Redrive {
  readonly hop: string;
  readonly seq: number;
}

export interface World {
  readonly started: KindData["run.started"] | undefined;
  readonly endReason: string | undefined;
  readonly system: SystemDescription | undefined;
  readonly drain: KindData["drain.ended"] | undefined;
  /** Orders that drive tried to send, by id. */
  readonly orders: ReadonlyMap<string, OrderFacts>;
  readonly resources: ReadonlyMap<string, ResourceFacts>;
  readonly depths: ReadonlyMap<string, Line<"depth.seen">>;
  /** Hops where a message was ever seen or counted, with the `seq` of the last time. */
  readonly touched: ReadonlyMap<string, number>;
  readonly redrives: readonly Redrive[];
  readonly labelled: readonly LabelledOp[];
  readonly faults: ReturnType<typeof openFaultBook>;
  readonly probes: ReturnType<typeof openProbeBook>;
  /** `seq` of the first send of drive, 0 while nothing was sent. */
  readonly firstSendSeq: number;
  /** `seq` of the last one. */
  readonly lastSendSeq: number;
  consumerOf(hop: string): string | undefined;
  dlqOf(hop: string): string | undefined;
  /** Whether a hop is some queue's dead letter queue. */
  isDlq(hop: string): boolean;
}

export interface ResourceFacts {
  readonly name: string;
  readonly hop: string;
  readonly intendedSeq: number;
  readonly state: "intended" | "created" | "refused" | "deleted";
  readonly seq: number;
  /** The target's own words, where it refused. */
  readonly code?: string;
  readonly refusal?: string;
}

type OpenOp = { readonly facts: OrderFacts | undefined; readonly index: number; readonly labelIndex: number };

export interface GrowingWorld extends World {
  /** Takes one line in; false once the judge phase was entered, when nothing counts any more. */
  line(line: Line): boolean;
  /** From now on orders keep their bodies: a third of the memory of a large run, so only where a claim reads them. */
  keepBodies(): void;
}

/** Opens an empty world. */
export function openWorld(): GrowingWorld {
  const orders = new Map<string, OrderFacts>();
  const resources = new Map<string, ResourceFacts>();
  const depths = new Map<string, Line<"depth.seen">>();
  const touched = new Map<string, number>();
  const redrives: Redrive[] = [];
  const labelled: LabelledOp[] = [];
  const openOps = new Map<string, OpenOp>();
  const hops = new Map<string, SystemDescription["hops"][number]>();
  const dlqs = new Set<string>();
  const faults = openFaultBook();
  const probes = openProbeBook();
  const redriveOps = new Map<string, Line<"op.invoked">>();
  let judging = false;
  let keepsBodies = false;

  const world = {
    started: undefined as World["started"],
    endReason: undefined as string | undefined,
    system: undefined as World["system"],
    drain: undefined as World["drain"],
    orders,
    resources,
    depths,
    touched,
    redrives,
    labelled,
    faults,
    probes,
    firstSendSeq: 0,
    lastSendSeq: 0,
    consumerOf: (hop: string) => hops.get(hop)?.consumer,
    dlqOf: (hop: string) => hops.get(hop)?.dlq,
    isDlq: (hop: string) => dlqs.has(hop),
    keepBodies() {
      keepsBodies = true;
    },
    line(line: Line): boolean {
      if (line.kind === "run.ended") world.endReason = line.data.reason;
      if (judging) return false;
      // A run that failed goes to its teardown without being judged: what it takes down is no evidence either.
      if (line.kind === "phase.entered" && (line.data.phase === "judge" || line.data.phase === "teardown")) {
        judging = true;
        return false;
      }
      take(line);
      return true;
    },
  };

  const interned = new Map<string, string>();
  function intern<T extends string>(text: T): T {
    const known = interned.get(text);
    if (known !== undefined) return known as T;
    interned.set(text, text);
    return text;
  }

  function factsOf(order: string): OrderFacts {
    const known = orders.get(order);
    if (known !== undefined) return known;
    const made = newOrderFacts(order);
    orders.set(order, made);
    return made;
  }

  function take(line: Line): void {
    switch (line.kind) {
      case "run.started":
        world.started = line.data;
        return;
      case "system.described":
        describe(line.data);
        return;
      case "drain.ended":
        world.drain = line.data;
        probes.drained(line.seq);
        return;
      case "op.invoked":
        invoked(line);
        return;
      case "op.ok":
      case "op.failed":
      case "op.unknown":
        completed(line);
        return;
      case "message.seen":
        seen(line);
        return;
      case "call.seen":
      case "event.seen":
      case "notice.seen":
      case "step.seen":
      case "execution.seen":
        seenElsewhere(line);
        return;
      case "message.gone":
        departed(line, line.data.messageId);
        return;
      case "effect.seen":
        effect(line);
        return;
      case "depth.seen":
        if (line.hop === undefined) return;
        depths.set(line.hop, line);
        if (line.data.visible + line.data.inflight + line.data.delayed > 0) touched.set(line.hop, line.seq);
        return;
      case "resource.intended":
      case "resource.created":
      case "resource.refused":
      case "resource.deleted":
        resource(line);
        return;
      case "probe.began":
      case "probe.ended":
      case "probe.gap":
        probes.line(line);
        return;
      case "fault.began":
      case "fault.struck":
      case "fault.ended":
        faults.line(line);
        return;
      default:
        return;
    }
  }

  function describe(system: SystemDescription): void {
    world.system = system;
    for (const hop of system.hops) {
      hops.set(hop.hop, hop);
      if (hop.dlq !== undefined) dlqs.add(hop.dlq);
    }
  }

  function invoked(line: Line<"op.invoked">): void {
    if (line.op === undefined) return;
    if (line.data.redrive === true) {
      redrives.push({ hop: line.hop ?? "", seq: line.seq });
      redriveOps.set(line.op, line);
      openOps.set(line.op, { facts: undefined, index: -1, labelIndex: remember(line) });
      return;
    }
    if (world.firstSendSeq === 0) world.firstSendSeq = line.seq;
    world.lastSendSeq = line.seq;
    const facts = line.order === undefined ? undefined : factsOf(line.order);
    const index = facts?.sendings.length ?? -1;
    facts?.sendings.push({
      hop: line.hop,
      invokedSeq: line.seq,
      invokedAtMs: line.atMs,
      state: "open",
      endedSeq: 0,
    });
    const { groupId } = line.data.request;
    if (facts !== undefined && typeof groupId === "string") facts.groupId = intern(groupId);
    if (facts !== undefined && keepsBodies) rememberBody(facts, line.data.request);
    openOps.set(line.op, { facts, index, labelIndex: remember(line) });
  }

  /** Keeps a labelled call; -1 where it has no label. */
  function remember({ seq, data: { label } }: Line<"op.invoked">): number {
    if (label === undefined) return -1;
    return labelled.push({ label, invokedSeq: seq, completion: undefined }) - 1;
  }

  function completed(line: Line<"op.ok"> | Line<"op.failed"> | Line<"op.unknown">): void {
    const open = line.op === undefined ? undefined : openOps.get(line.op);
    if (open === undefined || line.op === undefined) return;
    openOps.delete(line.op);
    const sending = open.facts?.sendings[open.index];
    if (open.facts !== undefined && sending !== undefined) {
      const state = line.kind.slice("op.".length) as Sending["state"];
      open.facts.sendings[open.index] = { ...sending, state, endedSeq: line.seq };
    }
    const moving = redriveOps.get(line.op);
    if (moving !== undefined && line.kind === "op.ok") moved(moving, line);
    redriveOps.delete(line.op);
    const named = labelled[open.labelIndex];
    if (named !== undefined) labelled[open.labelIndex] = { ...named, completion: line };
  }

  /** A redrive by hand sees a message as a probe does, and what it deleted is gone: its own answers tell. */
  function moved({ hop, data }: Line<"op.invoked">, done: Line<"op.ok">): void {
    if (hop === undefined || done.order === undefined) return;
    const { messageId } = done.data.ids ?? {};
    if (data.action === "ReceiveMessage" && messageId !== undefined) {
      const { sightings } = factsOf(done.order);
      const before = sightings.find((one) => one.messageId === messageId);
      // Without a body of its own: that of the same message where it was seen before.
      sightings.push({
        hop,
        seq: done.seq,
        by: "probe",
        messageId,
        receives: 0,
        bodySha: before?.bodySha ?? "",
      });
    }
    const { messageId: deleted } = data.request;
    if (data.action === "DeleteMessage" && typeof deleted === "string") departed({ ...done, hop }, deleted);
  }

  function departed({ hop, order, seq }: Pick<Line, "hop" | "order" | "seq">, messageId: string): void {
    if (order === undefined || hop === undefined) return;
    const facts = factsOf(order);
    facts.departures.push({ hop: intern(hop), seq, messageId: knownId(facts, messageId) });
  }

  function seen(line: Line<"message.seen">): void {
    if (line.hop === undefined) return;
    touched.set(line.hop, line.seq);
    if (line.order === undefined) return;
    const facts = factsOf(line.order);
    const { messageId, receives, by, bodySha, groupId, body } = line.data;
    // Equal texts share one string: a million lines hold few hops, and each order few bodies.
    const before = facts.sightings.at(-1)?.bodySha;
    facts.sightings.push({
      hop: intern(line.hop),
      seq: line.seq,
      by: intern(by),
      messageId,
      receives,
      bodySha: bodySha === before ? before : bodySha,
    });
    if (groupId !== undefined) facts.groupId ??= intern(groupId);
    if (keepsBodies && (facts.body === undefined || facts.body === null))
      facts.body = body ?? (line.data.blob === undefined ? undefined : null);
  }

  function seenElsewhere(line: Line): void {
    if (line.hop === undefined || line.order === undefined) return;
    factsOf(line.order).sightings.push({
      hop: line.hop,
      seq: line.seq,
      by: "other",
      messageId: "",
      receives: 0,
      bodySha: "",
    });
  }

  function effect(line: Line<"effect.seen">): void {
    if (line.order === undefined || line.hop === undefined) return;
    factsOf(line.order).effects.push({
      sink: intern(line.hop),
      step: intern(line.data.step),
      seq: line.seq,
      atMs: line.atMs,
      requestId: line.data.requestId,
      deduplicated: line.data.deduplicated,
      at: line.at === undefined ? undefined : { source: intern(line.at.source), n: line.at.n },
    });
  }

  function resource(
    line:
      | Line<"resource.intended">
      | Line<"resource.created">
      | Line<"resource.refused">
      | Line<"resource.deleted">,
  ): void {
    const { type, name } = line.data;
    // A topic and a queue may have one name.
    const key = `${type} ${name}`;
    const known = resources.get(key);
    const state = line.kind.slice("resource.".length) as ResourceFacts["state"];
    resources.set(key, {
      name,
      hop: line.hop ?? known?.hop ?? name,
      intendedSeq: state === "intended" ? line.seq : (known?.intendedSeq ?? line.seq),
      state,
      seq: line.seq,
      ...(line.kind === "resource.refused" ? { code: line.data.code, refusal: line.data.message } : {}),
    });
  }

  return world;
}

/** A message that leaves was mostly seen before: one string for both. */
function knownId(facts: OrderFacts, messageId: string): string {
  return facts.sightings.find((one) => one.messageId === messageId)?.messageId ?? messageId;
}

function rememberBody(facts: OrderFacts, request: Line<"op.invoked">["data"]["request"]): void {
  const body = request.body ?? request.message;
  if (typeof body === "string") facts.body = body;
  else if (typeof body === "object") facts.body ??= null;
}
