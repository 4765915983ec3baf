// Checks: one file's rows judged, and the tally as text. A row that nothing can judge yet is counted apart, never as agreement.
import type { Row, RowJudge } from "./judge.ts";

interface Miss {
  readonly id: string;
  readonly ours: unknown;
  readonly aws: unknown;
}

export interface Tally {
  readonly file: string;
  readonly rows: number;
  readonly agreed: number;
  readonly misses: readonly Miss[];
  /** Reasons and how many rows have them. */
  readonly unjudged: ReadonlyMap<string, number>;
}

export async function tallyOf(judge: RowJudge, rows: readonly Row[]): Promise<Tally> {
  const misses: Miss[] = [];
  const unjudged = new Map<string, number>();
  let agreed = 0;
  for (const row of rows) {
    const agreement = await judge.judge(row);
    switch (agreement.kind) {
      case "agrees":
        agreed += 1;
        break;
      case "differs":
        misses.push({ id: judge.idOf(row), ours: agreement.ours, aws: agreement.aws });
        break;
      case "cannot judge":
        unjudged.set(agreement.why, (unjudged.get(agreement.why) ?? 0) + 1);
    }
  }
  return { file: judge.file, rows: rows.length, agreed, misses, unjudged };
}

/** The tally as the command prints it: n of m judged rows, the misses beside AWS's answer, and what was not judged. */
export function renderTally({ file, rows, agreed, misses, unjudged }: Tally): string {
  const left = unjudged.values().reduce((sum, count) => sum + count, 0);
  return [
    `agrees with recorded AWS: ${file} ${agreed} of ${rows - left}`,
    ...misses.flatMap(({ id, ours, aws }) => [
      `  miss ${id}`,
      `    ours ${shown(ours)}`,
      `    AWS  ${shown(aws)}`,
    ]),
    ...[...unjudged].map(([why, count]) => `  cannot judge ${count}: ${why}`),
  ].join("\n");
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "undefined";
}
