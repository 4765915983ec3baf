// Room scenario: the judging of a run's journals. A journal is judged while the next scenario is played, unless a ruling may end the run.
import path from "node:path";
import { judgeJournal } from "../claims/judge.ts";
import type { ClaimVerdict, Outcome } from "../claims/verdict.ts";

type Judged = Awaited<ReturnType<typeof judgeJournal>>;

export interface JudgingOptions {
  readonly runDir: string;
  /** How many journals may wait to be judged: as many as are played at once. */
  readonly width: number;
  /** Told what was ruled of each scenario; says whether that is all the run is for. */
  readonly until: ((claims: readonly ClaimVerdict[]) => boolean) | undefined;
  readonly onJudged: (name: string, outcome: Outcome, ms: number) => void;
}

/** Judges journals as their scenarios end. */
export class Judging {
  readonly judged = new Map<string, Judged>();
  /** `until` said so: no other scenario need be begun. */
  isEnough = false;
  readonly #options: JudgingOptions;
  readonly #late = new Set<Promise<void>>();

  constructor(options: JudgingOptions) {
    this.#options = options;
  }

  get outcomes(): readonly Outcome[] {
    return [...this.judged.values()].map(({ verdict }) => outcomeIn(verdict));
  }

  /** Takes a scenario that was played in `ms`. The caller may play the next one when this resolves. */
  async take(name: string, ms: number): Promise<void> {
    const judging = this.#judge(name, ms);
    if (this.#options.until !== undefined) return judging;
    this.#late.add(judging);
    judging.then(
      () => this.#late.delete(judging),
      () => {}, // stays, and is thrown by `all`
    );
    if (this.#late.size > this.#options.width) await Promise.race(this.#late);
  }

  /** Resolves once every journal taken is judged; throws what kept one from it. */
  async all(): Promise<void> {
    await Promise.all(this.#late);
  }

  async #judge(name: string, ms: number): Promise<void> {
    const { runDir, until, onJudged } = this.#options;
    const one = await judgeJournal(path.join(runDir, "scenarios", name, "journal.ndjson"));
    this.judged.set(name, one);
    this.isEnough ||= until?.(one.verdict.claims ?? []) === true;
    onJudged(name, outcomeIn(one.verdict), ms);
  }
}

/** A journal without a ruling proves nothing. */
function outcomeIn({ outcome }: Judged["verdict"]): Outcome {
  return outcome ?? "unknown";
}
