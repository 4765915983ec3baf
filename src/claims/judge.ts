// Room claims: the judge. It opens a fold for each declared claim, feeds it the journal up to the judge phase, and rules. A claim
// that crashes, or whose code is not here, is unknown; a run that did not end is unknown at best; a proof stays a proof.
import type { ClaimDeclaration, Line } from "../journal/line.ts";
import { readJournal } from "../journal/reader.ts";
import type { ClaimType, Fold } from "./claim.ts";
import { isAccepted, isInDoubt } from "./facts.ts";
import { type ClaimLoader, loadOwnClaim } from "./own.ts";
import { builtInClaims } from "./registry.ts";
import { outcomeOf, unknown } from "./ruling.ts";
import { fateOf } from "./terminal.ts";
import type { ClaimVerdict, Ruling, ScenarioVerdict } from "./verdict.ts";
import { openWorld, type World } from "./world.ts";

/** What the reader says of a journal's end. */
export interface JournalEnd {
  readonly torn?: { readonly line: number; readonly bytes: number } | undefined;
}

export interface Judge {
  line(line: Line): void;
  /** Whether every claim has its final ruling; only a proof of a breach is final before the drain. */
  allFinal(): boolean;
  /** Accepted orders, and those of them that are not terminal yet; an order in doubt stays open. */
  terminal(): { readonly accepted: number; readonly open: readonly string[] };
  verdict(end?: JournalEnd): Omit<ScenarioVerdict, "durationMs" | "virtualMs">;
}

interface OpenClaim {
  readonly declared: ClaimDeclaration;
  readonly fold: Fold;
  crash: string | undefined;
}

/** Opens a judge for one journal; `own` are the claim types that are not built in, by name. */
export function openJudge(own: ReadonlyMap<string, ClaimType> = new Map()): Judge {
  const world = openWorld();
  const claims: OpenClaim[] = [];
  const folds = () => claims.map((claim) => claim.fold);
  const types = new Map([...own, ...builtInClaims(folds)]);
  let listening: OpenClaim[] = [];

  return {
    line(line) {
      const isEvidence = world.line(line);
      if (line.kind === "claim.declared") {
        const { claim: name, args } = line.data;
        if (own.has(name) || types.get(name)?.readsBodies?.(args) === true) world.keepBodies();
        claims.push(openClaim(line.data, types));
        listening = claims.filter((claim) => claim.fold.line !== undefined);
      }
      if (isEvidence) for (const claim of listening) feed(claim, line, world);
    },
    allFinal: () =>
      claims.length > 0 && claims.every((claim) => rulingOf(claim, world).outcome === "violated"),
    terminal() {
      const sent = [...world.orders.values()].filter((facts) => facts.sendings.length > 0);
      const accepted = sent.filter(isAccepted);
      const all = folds();
      const open = accepted.filter((facts) => !["done", "dead"].includes(fateOf(facts, world, all)));
      return {
        accepted: accepted.length,
        open: [...open, ...sent.filter(isInDoubt)].map((facts) => facts.id),
      };
    },
    verdict: (end = {}) => verdictOf(claims, world, end),
  };
}

function openClaim(declared: ClaimDeclaration, types: ReadonlyMap<string, ClaimType>): OpenClaim {
  const type = types.get(declared.claim);
  if (type === undefined) return { declared, fold: fixed("claim code not here"), crash: undefined };
  try {
    return { declared, fold: type.open(declared.args), crash: undefined };
  } catch (error) {
    return { declared, fold: fixed(messageOf(error)), crash: undefined };
  }
}

function fixed(why: string): Fold {
  return { ruling: () => unknown(why) };
}

function feed(claim: OpenClaim, line: Line, world: World): void {
  if (claim.crash !== undefined) return;
  try {
    claim.fold.line?.(line, world);
  } catch (error) {
    claim.crash = `the claim crashed at seq ${line.seq}: ${messageOf(error)}`;
  }
}

function rulingOf(claim: OpenClaim, world: World): Ruling {
  if (claim.crash !== undefined) return unknown(claim.crash);
  try {
    const ruling: unknown = claim.fold.ruling(world);
    if (isRuling(ruling)) return ruling;
    return unknown(`the claim crashed: its ruling is ${JSON.stringify(ruling)?.slice(0, 80) ?? "undefined"}`);
  } catch (error) {
    return unknown(`the claim crashed: ${messageOf(error)}`);
  }
}

/** A claim of one's own may be JavaScript that no compiler saw. */
function isRuling(value: unknown): value is Ruling {
  if (typeof value !== "object" || value === null || !("outcome" in value) || !("why" in value)) return false;
  const isOutcome = value.outcome === "holds" || value.outcome === "violated" || value.outcome === "unknown";
  return isOutcome && typeof value.why === "string" && "findings" in value && Array.isArray(value.findings);
}

function verdictOf(
  claims: readonly OpenClaim[],
  world: World,
  end: JournalEnd,
): Omit<ScenarioVerdict, "durationMs" | "virtualMs"> {
  const cut = cutShort(world, end);
  const rulings = claims.map((claim): ClaimVerdict => {
    const ruling = rulingOf(claim, world);
    const kept =
      cut !== undefined && ruling.outcome === "holds" ? { ...ruling, outcome: "unknown" as const } : ruling;
    const why = kept === ruling ? ruling.why : `${ruling.why}, but ${cut ?? ""}`;
    return { name: claim.declared.claim, says: claim.declared.says, ...kept, why };
  });
  return {
    name: world.started?.scenario ?? "",
    title: world.started?.title ?? "",
    proves: world.started?.proves ?? [],
    outcome: outcomeOf(rulings.map((ruling) => ruling.outcome)),
    drain: world.drain ?? null,
    claims: rulings,
  };
}

/** A run that is known to have come to its end in order says `done`. */
const DONE = "done";

function cutShort(world: World, end: JournalEnd): string | undefined {
  if (end.torn !== undefined) return `the journal is cut in line ${end.torn.line}`;
  if (world.endReason === undefined) return "the run did not end: it was killed, or its journal is cut";
  return world.endReason === DONE ? undefined : `the run ended early: ${world.endReason}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Judges one journal file; `load` finds the code of own claims. */
export async function judgeJournal(
  file: string,
  load: ClaimLoader = loadOwnClaim,
): Promise<{
  verdict: Omit<ScenarioVerdict, "durationMs" | "virtualMs">;
  torn?: { line: number; bytes: number };
  seed: string;
  /** The journal's last moment. */
  lastMs: number;
}> {
  const own = await loadOwnClaims(file, load);
  const judge = openJudge(own);
  let seed = "";
  let lastMs = 0;
  const summary = await readJournal(file, (line) => {
    if (line.kind === "run.started") ({ seed } = line.data);
    lastMs = line.atMs;
    judge.line(line);
  });
  const verdict = judge.verdict({ torn: summary.torn });
  return { verdict, seed, lastMs, ...(summary.torn === undefined ? {} : { torn: summary.torn }) };
}

/** Claims are declared before provision, so the head of the journal names all code that is needed. */
async function loadOwnClaims(file: string, load: ClaimLoader): Promise<ReadonlyMap<string, ClaimType>> {
  const declared = new Map<string, ClaimDeclaration>();
  await readHead(file, (line) => {
    if (line.kind === "claim.declared" && line.data.module !== undefined)
      declared.set(line.data.claim, line.data);
  });
  const own = new Map<string, ClaimType>();
  for (const [name, declaration] of declared) {
    const type = await load(declaration);
    if (type !== undefined) own.set(name, type);
  }
  return own;
}

const STOP = Symbol("the head is read");

async function readHead(file: string, onLine: (line: Line) => void): Promise<void> {
  try {
    await readJournal(file, (line) => {
      if (line.kind === "phase.entered") throw STOP;
      onLine(line);
    });
  } catch (error) {
    if (error !== STOP) throw error;
  }
}
