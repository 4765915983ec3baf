// Checks: one file's rows judged, and the tally as text. A row that nothing can judge yet is counted apart, never as agreement.
import type { Agreement, Row, RowJudge } from "./judge.ts";

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
  /** Reasons and the rows that have them. */
  readonly unjudged: ReadonlyMap<string, readonly string[]>;
  /** Fields that no judge of this file knows, and how many rows have them. */
  readonly unknownFields: ReadonlyMap<string, number>;
}

export async function tallyOf(judge: RowJudge, rows: readonly Row[]): Promise<Tally> {
  const misses: Miss[] = [];
  const unjudged = new Map<string, string[]>();
  let agreed = 0;
  for (const row of rows) {
    const agreement = await verdictOn(judge, row);
    switch (agreement.kind) {
      case "agrees":
        agreed += 1;
        break;
      case "differs":
        misses.push({ id: judge.idOf(row), ours: agreement.ours, aws: agreement.aws });
        break;
      case "cannot judge":
        unjudged.set(agreement.why, [...(unjudged.get(agreement.why) ?? []), judge.idOf(row)]);
    }
  }
  const unknownFields = unknownIn(rows, judge.fields);
  return { file: judge.file, rows: rows.length, agreed, misses, unjudged, unknownFields };
}

/** One row that breaks its judge is a miss with a name, and the others are judged all the same. */
async function verdictOn(judge: RowJudge, row: Row): Promise<Agreement> {
  try {
    return await judge.judge(row);
  } catch (error) {
    return { kind: "differs", ours: `threw ${String(error)}`, aws: "an answer" };
  }
}

function unknownIn(rows: readonly Row[], known: readonly string[] | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (known === undefined) return counts;
  for (const field of rows.flatMap((row) => Object.keys(row)))
    if (!known.includes(field)) counts.set(field, (counts.get(field) ?? 0) + 1);
  return counts;
}

/** The tally as the command prints it: n of m judged rows, the misses beside AWS's answer, and what was not judged. */
export function renderTally({ file, agreed, misses, unjudged, unknownFields }: Tally): string {
  return [
    `agrees with recorded AWS: ${file} ${agreed} of ${agreed + misses.length}`,
    ...misses.flatMap(({ id, ours, aws }) => [
      `  miss ${id}`,
      `    ours ${shown(ours)}`,
      `    AWS  ${shown(aws)}`,
    ]),
    ...[...unjudged].flatMap(([why, ids]) => [
      `  cannot judge ${ids.length}: ${why}`,
      ...ids.map((id) => `    ${id}`),
    ]),
    ...[...unknownFields].map(([field, count]) => `  not looked at: field ${field} of ${count} rows`),
  ].join("\n");
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "undefined";
}
