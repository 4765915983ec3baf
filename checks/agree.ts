// Checks: `npm run agree -- FOLDER` holds the engines to answers that AWS gave. Exit 0 if every judged row agrees, 1 if one does not,
// 64 for a wrong call, 65 for a broken row, 66 for a folder that is not there.
import { parseArgs } from "node:util";
import { judges } from "./agree/judges.ts";
import { filesIn, RecordingsError, rowsOf } from "./agree/read-rows.ts";
import type { RowJudge } from "./agree/judge.ts";
import { renderTally, tallyOf } from "./agree/tally.ts";
import { agreeAnswers, clientsOf, wireJudges } from "./agree/wire.ts";

const USAGE = "usage: npm run agree -- [FOLDER] [--endpoint URL], default FOLDER ../shared/aws-recordings";
const DEFAULT_FOLDER = "../shared/aws-recordings";

async function agree(folder: string, chosen: readonly RowJudge[]): Promise<number> {
  let misses = 0;
  for (const file of filesIn(folder)) {
    const judge = chosen.find((one) => one.file === file);
    if (judge === undefined) {
      console.log(`not judged: ${file} (no engine here)`);
      continue;
    }
    const tally = await tallyOf(judge, rowsOf(folder, file));
    console.log(renderTally(tally));
    misses += tally.misses.length;
  }
  return misses;
}

/** The same over the wire, and whole answers of SQS and SNS. */
async function agreeOver(endpoint: string, folder: string): Promise<number> {
  const clients = clientsOf(endpoint);
  let misses = await agree(folder, wireJudges(clients));
  for (const tally of await agreeAnswers(folder, clients)) {
    const judged = tally.agreed + tally.misses.length;
    console.log(`agrees with recorded AWS: ${tally.file} ${tally.agreed} of ${judged}`);
    console.log(`  no request written here: ${tally.withoutRequest}`);
    for (const { id, found } of tally.misses) console.log(`  ${id}\n    ${found.join("\n    ")}`);
    misses += tally.misses.length;
  }
  return misses;
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { endpoint: { type: "string" } },
  });
  const [folder = DEFAULT_FOLDER, ...more] = positionals;
  if (more.length > 0) throw new TypeError(`one folder, not ${positionals.join(", ")}`);
  const { endpoint } = values;
  const misses = await (endpoint === undefined ? agree(folder, judges) : agreeOver(endpoint, folder));
  process.exitCode = misses === 0 ? 0 : 1;
} catch (error) {
  if (error instanceof RecordingsError) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof TypeError) {
    console.error(`${error.message}\n${USAGE}`);
    process.exitCode = 64;
  } else throw error;
}
