// Room scenario: registers scenarios as vitest tests. One run drives them all, side by side; each test shows its own scenario's
// ruling and names the run directory when it does not hold.
import path from "node:path";
import type { ScenarioVerdict } from "../claims/verdict.ts";
import { findScenarios } from "./find.ts";
import type { RunResult } from "./run.ts";

/** A run of all scenarios is bounded by its own limits; vitest's must not cut it off before those. */
const TEST_LIMIT_MS = 300_000;

/** The part of vitest that is used here; the package itself is the user's, so it is imported only under vitest. */
interface Vitest {
  readonly describe: (name: string, body: () => void) => void;
  readonly test: (
    name: string,
    body: (context: { skip(note?: string): void }) => Promise<void>,
    limitMs: number,
  ) => void;
}

// vitest marks its workers so; elsewhere (a scenario run by the command line) vitest may not even be installed.
const vitest: Vitest | undefined = "__vitest_worker__" in globalThis ? await import("vitest") : undefined;

export interface ScenarioTestsOptions {
  /** Where to run, as `--target`; default the config's. */
  readonly target?: string;
  /** Only scenarios whose family and name contain this. */
  readonly filter?: string;
}

/**
 * Registers every scenario file below a folder as a vitest test.
 *
 * @param folder usually `import.meta.dirname` of the test file.
 * @throws Error when called outside vitest.
 * @example
 * import { scenarioTests } from "ordeal";
 * scenarioTests(import.meta.dirname);
 * @since 0.1.0
 */
export function scenarioTests(folder: string, options: ScenarioTestsOptions = {}): void {
  if (vitest === undefined)
    throw new Error("scenarioTests() registers tests of vitest: call it in a test file");
  const { describe, test } = vitest;
  const names = namesBelow(folder, options);
  const run = once(() => runAll(names, options));
  describe("scenarios", () => {
    for (const name of names) {
      test(
        name,
        async (context) => {
          const { verdict, runDir } = await run();
          const mine = verdict.scenarios.find((one) => one.name === name);
          if (mine?.skipped !== undefined)
            context.skip(`needs ${mine.skipped.needs}: ${mine.skipped.evidence}`);
          else if (mine?.outcome !== "holds") throw new Error(failureOf(name, mine, runDir));
        },
        TEST_LIMIT_MS,
      );
    }
  });
}

const PATTERNS = "**/*.ts";

function namesBelow(folder: string, options: ScenarioTestsOptions): readonly string[] {
  return findScenarios({ root: folder, scenarios: PATTERNS })
    .filter((one) => options.filter === undefined || `${one.family}/${one.name}`.includes(options.filter))
    .map((one) => one.name);
}

async function runAll(names: readonly string[], options: ScenarioTestsOptions): Promise<RunResult> {
  const cwd = process.cwd();
  // Each scenario loads this file, and only a test runs any.
  const { runScenarios } = await import("./run.ts");
  return runScenarios(
    {
      names,
      cwd,
      ...(options.target === undefined ? {} : { target: options.target }),
      argv: ["ordeal", "run", ...names],
      signal: new AbortController().signal,
    },
    () => {},
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function failureOf(name: string, verdict: ScenarioVerdict | undefined, runDir: string): string {
  const head = `${name} is ${verdict?.outcome ?? "unknown: it was not judged"}`;
  const claims = (verdict?.claims ?? [])
    .filter((claim) => claim.outcome !== "holds")
    .flatMap((claim) => [
      `  ${claim.outcome} ${claim.name}: ${claim.says}: ${claim.why}`,
      ...claim.findings.map(
        (finding) =>
          `    ${finding.order ?? ""} expected ${finding.expected}, seen ${finding.seen} (seq ${finding.evidence.join(", ")})`,
      ),
    ]);
  return [head, ...claims, `  run: ${path.relative(process.cwd(), runDir)}`].join("\n");
}
