// Which test shows which fact about AWS: writes docs/FACTS.md (`--write`), and fails where a fact of the services that the simulator
// models has neither a test nor a row in docs/NOT-MODELLED.md, where a test names a fact that does not exist, or where the table is old.
// The facts stand in ../shared/aws-semantics.md; where that is absent there is nothing to compare with, and it says so.
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";

const FACTS = "../shared/aws-semantics.md";
const TABLE = "docs/FACTS.md";
const NOT_MODELLED = "docs/NOT-MODELLED.md";
/** Families of the services that are modelled so far. */
const FAMILIES = ["SQS", "DLQ", "MOV", "FIFO", "SNS", "ESM", "LAM", "DDB"];
const ID = new RegExp(String.raw`\b(?:${FAMILIES.join("|")})-\d+\b`, "g");
const TITLE = /(?:\b(?:it|test|describe)(?:\.\w+)*|\]\))\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/g;

/** The title of a row of a table of cases: `"SNS-02: names are AND"`. */
const ROW = new RegExp(String.raw`(["'\`])((?:${FAMILIES.join("|")})-\d+: (?:\\.|(?!\1).)*)\1`, "g");

interface Shown {
  readonly file: string;
  readonly title: string;
}

function main(): void {
  if (!existsSync(FACTS)) {
    console.log(`skipped: ${FACTS} is not here, so the table of facts is not compared`);
    return;
  }
  const facts = new Set(
    readFileSync(FACTS, "utf8")
      .split("\n")
      .flatMap((line) => ID_AT_START.exec(line)?.[1] ?? []),
  );
  const shown = testsByFact();
  const excused = new Set(rowsOf(NOT_MODELLED));
  const problems = [
    ...[...facts]
      .filter((id) => !shown.has(id) && !excused.has(id))
      .map((id) => `${id} has neither a test nor a row in ${NOT_MODELLED}`),
    ...[...shown.keys()]
      .filter((id) => !facts.has(id))
      .map((id) => `${id} is no fact of ${FACTS}, and a test names it: ${shown.get(id)?.[0]?.file ?? ""}`),
    ...[...excused]
      .filter((id) => shown.has(id))
      .map((id) => `${id} has a test, and stands in ${NOT_MODELLED} too`),
    ...[...excused]
      .filter((id) => !facts.has(id))
      .map((id) => `${id} in ${NOT_MODELLED} is no fact of ${FACTS}`),
  ];
  const table = render([...facts], shown, excused);
  if (process.argv.includes("--write")) writeFileSync(TABLE, table);
  else if (!existsSync(TABLE) || readFileSync(TABLE, "utf8") !== table)
    problems.push(`${TABLE} is old: npm run check:facts -- --write`);
  for (const problem of problems) console.error(problem);
  console.log(
    `facts: ${facts.size}, shown by a test: ${[...facts].filter((id) => shown.has(id)).length}, not modelled: ${excused.size}`,
  );
  if (problems.length > 0) process.exitCode = 1;
}

const ID_AT_START = new RegExp(String.raw`^((?:${FAMILIES.join("|")})-\d+) \|`);

function testsByFact(): ReadonlyMap<string, readonly Shown[]> {
  const shown = new Map<string, Shown[]>();
  for (const file of globSync("{src,scenarios}/**/*.test.ts").toSorted()) {
    for (const [, , title = ""] of titlesIn(readFileSync(file, "utf8"))) {
      for (const [id] of title.matchAll(ID))
        shown.set(id, [...(shown.get(id) ?? []), { file, title: plain(title) }]);
    }
  }
  return shown;
}

/** A test's title may look like a row's. */
const titlesIn = (text: string) => [
  ...new Map([...text.matchAll(TITLE), ...text.matchAll(ROW)].map((found) => [found[2], found])).values(),
];

/** Without the ids that stand beside it in the table. */
const plain = (title: string): string =>
  title
    .replaceAll(/\s*[[(][^\])]*\b[A-Z]{3,4}-\d+\b[^\])]*[\])]/g, "")
    .replace(/^[A-Z]+-\d+: /, "")
    .replaceAll("|", String.raw`\|`);

function rowsOf(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => /^\| ([A-Z]+-\d+)\s*\|/.exec(line)?.[1] ?? []);
}

function render(
  facts: readonly string[],
  shown: ReadonlyMap<string, readonly Shown[]>,
  excused: ReadonlySet<string>,
): string {
  const rows = facts.map((id) => {
    const tests = shown.get(id);
    if (tests === undefined)
      return `| ${id} | ${excused.has(id) ? "not modelled: see NOT-MODELLED.md" : ""} |`;
    return `| ${id} | ${tests.map(({ file, title }) => `${file}: ${title}`).join("<br>")} |`;
  });
  return [
    "# Facts about AWS, and the tests that show them",
    "",
    "Written by `npm run check:facts -- --write` from the titles of the tests; the facts and their sources stand in aws-semantics.md.",
    "",
    "| fact | shown by |",
    "| --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

main();
