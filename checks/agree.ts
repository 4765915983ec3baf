// Checks: `npm run agree -- FOLDER` holds the engines to answers that AWS gave. Exit 0 if every judged row agrees, 1 if one does not,
// 2 if none could be judged, 64 for a wrong call, 65 for a broken row, 66 for a folder that is not there.
import { parseArgs } from "node:util";
import { judges } from "./agree/judges.ts";
import { filesIn, RecordingsError, rowsOf } from "./agree/read-rows.ts";
import type { RowJudge } from "./agree/judge.ts";
import { renderTally, tallyOf } from "./agree/tally.ts";
import { agreeAnswers, clientsOf, wireJudges } from "./agree/wire.ts";

const USAGE = "usage: npm run agree -- [FOLDER] [--endpoint URL], default FOLDER ../shared/aws-recordings";
const DEFAULT_FOLDER = "../shared/aws-recordings";

interface Count {
  readonly agreed: number;
  readonly misses: number;
}

async function agree(folder: string, chosen: readonly RowJudge[]): Promise<Count> {
  let agreed = 0;
  let misses = 0;
  for (const file of filesIn(folder)) {
    const judge = chosen.find((one) => one.file === file);
    if (judge === undefined) {
      console.log(`not judged: ${file} (no engine here)`);
      continue;
    }
    const tally = await tallyOf(judge, rowsOf(folder, file));
    console.log(renderTally(tally));
    agreed += tally.agreed;
    misses += tally.misses.length;
  }
  return { agreed, misses };
}

/** The same over the wire, and whole answers of SQS and SNS. */
async function agreeOver(endpoint: string, folder: string): Promise<Count> {
  const clients = clientsOf(endpoint);
  let { agreed, misses } = await agree(folder, wireJudges(clients));
  for (const tally of await agreeAnswers(folder, clients)) {
    const judged = tally.agreed + tally.misses.length;
    console.log(`agrees with recorded AWS: ${tally.file} ${tally.agreed} of ${judged}`);
    console.log(`  no request written here: ${tally.withoutRequest.length}`);
    for (const id of tally.withoutRequest) console.log(`    ${id}`);
    for (const { id, found } of tally.misses) console.log(`  ${id}\n    ${found.join("\n    ")}`);
    agreed += tally.agreed;
    misses += tally.misses.length;
  }
  return { agreed, misses };
}

/** Nothing judged is not agreement: it is unknown. */
function exitCodeOf({ agreed, misses }: Count): number {
  if (misses > 0) return 1;
  if (agreed > 0) return 0;
  console.error("no row could be judged");
  return 2;
}

function argumentsOf(): { readonly folder: string; readonly endpoint: string | undefined } | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { endpoint: { type: "string" } },
    });
    const [folder = DEFAULT_FOLDER, ...more] = positionals;
    if (more.length > 0) throw new TypeError(`one folder, not ${positionals.join(", ")}`);
    return { folder, endpoint: values.endpoint };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return undefined;
  }
}

async function main(): Promise<number> {
  const given = argumentsOf();
  if (given === undefined) return 64;
  const { folder, endpoint } = given;
  try {
    return exitCodeOf(await (endpoint === undefined ? agree(folder, judges) : agreeOver(endpoint, folder)));
  } catch (error) {
    if (!(error instanceof RecordingsError)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
}

process.exitCode = await main();
