// Checks: `npm run agree -- FOLDER` holds the engines to answers that AWS gave. Exit 0 if every judged row agrees, 1 if one does not,
// 64 for a wrong call, 65 for a broken row, 66 for a folder that is not there.
import { judges } from "./agree/judges.ts";
import { filesIn, RecordingsError, rowsOf } from "./agree/read-rows.ts";
import { renderTally, tallyOf } from "./agree/tally.ts";

const DEFAULT_FOLDER = "../shared/aws-recordings";

async function agree(folder: string): Promise<number> {
  let misses = 0;
  for (const file of filesIn(folder)) {
    const rows = rowsOf(folder, file);
    const judge = judges.find((one) => one.file === file);
    if (judge === undefined) {
      console.log(`not judged yet: ${file} (no engine here)`);
      continue;
    }
    const tally = await tallyOf(judge, rows);
    console.log(renderTally(tally));
    misses += tally.misses.length;
  }
  return misses === 0 ? 0 : 1;
}

const [folder = DEFAULT_FOLDER, ...more] = process.argv.slice(2);
try {
  if (more.length > 0 || folder.startsWith("-")) {
    console.error(`usage: npm run agree -- [FOLDER], default ${DEFAULT_FOLDER}`);
    process.exitCode = 64;
  } else process.exitCode = await agree(folder);
} catch (error) {
  if (!(error instanceof RecordingsError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
