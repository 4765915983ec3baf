// Room scenario: runs the variants: the system with one defect each, on every scenario that declares a claim the variant names.
// A variant that no such claim catches is a bug of ours.
import { availableParallelism } from "node:os";
import type { ClaimVerdict, Outcome } from "../claims/verdict.ts";
import { parseTarget } from "../target/spec.ts";
import { openBoxesForRuns } from "./box-driver.ts";
import { loadConfig } from "./config.ts";
import { UsageError } from "./errors.ts";
import { findScenarios, type LoadedScenario, loadScenario } from "./find.ts";
import { inParallel } from "./in-parallel.ts";
import { type RunOptions, runScenarios } from "./run.ts";
import { loadVariant, type Variant, variantNames } from "./variant.ts";

/** One element of `variants --json` (CONTRACTS 4). */
export interface VariantResult {
  readonly name: string;
  readonly says: string;
  readonly source: string;
  readonly caughtBy: readonly string[];
  readonly outcome: "caught" | "missed";
  /** Of the scenarios that were played: after the first that catches it, none is begun. */
  readonly claims: readonly { readonly scenario: string; readonly name: string; readonly outcome: Outcome }[];
}

/** Runs the named variants, or all; in boxes one on each core. */
export async function runVariants(
  options: RunOptions,
  names: readonly string[],
  tell: (text: string) => void,
): Promise<{ readonly results: readonly VariantResult[]; readonly exitCodes: readonly number[] }> {
  const config = await loadConfig(options.cwd, options.config);
  const chosen = (names.length > 0 ? names : variantNames(config.root)).map((name) =>
    loadVariant(config.root, name),
  );
  if (chosen.length === 0) throw new UsageError(`there are no variants in ${config.root}`);
  const scenarios = await Promise.all(findScenarios(config).map(loadScenario));
  const { kind } = parseTarget({ target: options.target, image: options.image, config, env: process.env });
  // Elsewhere a run has its endpoint for itself, and its scenarios are side by side.
  const width = kind === "embedded" ? availableParallelism() : 1;
  await using boxes = openBoxesForRuns({ isolate: options.isolate === true, jobs: width });
  const jobs = options.jobs ?? (kind === "embedded" ? 1 : undefined);
  const results = new Map<Variant, VariantResult>();
  await inParallel(chosen, width, async (variant) => {
    if (options.signal.aborted) return;
    const able = scenariosFor(variant, scenarios);
    const result = await runOne(variant, able, {
      ...options,
      boxes,
      ...(jobs === undefined ? {} : { jobs }),
    });
    tell(`${result.outcome}  ${variant.name}`);
    results.set(variant, result);
  });
  const inOrder = chosen.flatMap((variant) => results.get(variant) ?? []);
  return { results: inOrder, exitCodes: inOrder.some(({ outcome }) => outcome === "missed") ? [1] : [] };
}

/** Those of its system that declare a claim it names. `provisioned` is part of every run: one shows it as well as all. */
export function scenariosFor(
  { caughtBy, system }: Variant,
  scenarios: readonly LoadedScenario[],
): readonly string[] {
  const ofSystem = scenarios.filter(({ scenario }) => scenario.system.kind === system);
  const able = ofSystem.filter(({ scenario }) =>
    scenario.claims.some(({ claim }) => caughtBy.includes(claim)),
  );
  const chosen = caughtBy.includes("provisioned") ? [...able, ...ofSystem.slice(0, 1)] : able;
  return [...new Set(chosen.map(({ name }) => name))];
}

async function runOne(
  variant: Variant,
  names: readonly string[],
  options: RunOptions,
): Promise<VariantResult> {
  const { name, says, source, caughtBy } = variant;
  if (names.length === 0) return { name, says, source, caughtBy, outcome: "missed", claims: [] };
  const isCatch = ({ name: claim, outcome }: Pick<ClaimVerdict, "name" | "outcome">): boolean =>
    outcome === "violated" && caughtBy.includes(claim);
  // One catch is enough.
  const until = (ruled: readonly ClaimVerdict[]) => ruled.some(isCatch);
  const { verdict } = await runScenarios({ ...options, names, until, system: `variant:${name}` }, () => {});
  const claims = verdict.scenarios.flatMap((scenario) =>
    (scenario.claims ?? []).map((claim) => ({
      scenario: scenario.name,
      name: claim.name,
      outcome: claim.outcome,
    })),
  );
  return { name, says, source, caughtBy, outcome: claims.some(isCatch) ? "caught" : "missed", claims };
}
