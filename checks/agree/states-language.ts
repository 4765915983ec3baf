// Checks: the states language against recorded executions, straight on the interpreter: rows that need no service as they are, rows that
// do with answers that the row itself carries.
import { type JsonObject, problemsIn } from "../../src/simulator/states-language/index.ts";
import type { Agreement, Row, RowJudge } from "./judge.ts";
import {
  definitionIn,
  type Difference,
  differences,
  isRefusal,
  isUnfinished,
  jsonOf,
  play,
  refusalDifference,
  stoppedAsIn,
  textsOf,
} from "./states-row.ts";
import { scriptsOf } from "./states-script.ts";

const FIELDS = (
  "id recorded template templateEditedByTest selfContained placeholderInput stateTypes queryLanguage resources " +
  "definition input final output error cause eventTypes assigned code message"
).split(" ");

export const statesLanguageJudges: readonly RowJudge[] = [
  { file: "stepfunctions.jsonl", idOf, judge: judgeAlone, fields: FIELDS },
  { file: "stepfunctions-integration.jsonl", idOf, judge: judgeScripted, fields: FIELDS },
];

function idOf(row: Row): string {
  return typeof row.id === "string" ? row.id : "(no id)";
}

async function judgeAlone(row: Row): Promise<Agreement> {
  const definition = definitionIn(row);
  if (definition === undefined) return NO_DEFINITION;
  if (isRefusal(row)) return judgeRefusal(row, definition);
  if (isUnfinished(row)) return UNFINISHED;
  const refused = problemsIn(definition);
  if (refused.length > 0) return verdictOf([{ field: "refusal", ours: refused, aws: row.final }]);
  return verdictOf(differences(row, await play(definition, jsonOf(row.input), stoppedAsIn(row))));
}

const NO_DEFINITION: Agreement = { kind: "cannot judge", why: "the row has no definition" };
const UNFINISHED: Agreement = { kind: "cannot judge", why: "recorded before the execution ended" };

function judgeRefusal(row: Row, definition: JsonObject): Agreement {
  const found = refusalDifference(row, definition);
  if (found !== undefined && row.templateEditedByTest === true) return { kind: "cannot judge", why: EDITED };
  return verdictOf(found === undefined ? [] : [found]);
}

const EDITED = "the test edited the definition, and the row keeps the template";

function verdictOf(found: readonly Difference[]): Agreement {
  if (found.length === 0) return { kind: "agrees" };
  const side = (of: "ours" | "aws") => Object.fromEntries(found.map((one) => [one.field, one[of]]));
  return { kind: "differs", ours: side("ours"), aws: side("aws") };
}

async function judgeScripted(row: Row): Promise<Agreement> {
  const definition = definitionIn(row);
  if (definition === undefined) return NO_DEFINITION;
  if (isRefusal(row)) return judgeAlone(row);
  if (isUnfinished(row)) return UNFINISHED;
  if (isOfAnother(row))
    return { kind: "cannot judge", why: "the row's definition is not the one that was executed" };
  let first: readonly Difference[] | undefined;
  for (const { definition: edited, input, world } of scriptsOf(row, definition)) {
    if (problemsIn(edited).length > 0) continue;
    const found = differences(row, await play(edited, input, world));
    if (found.length === 0) return { kind: "agrees" };
    first = first === undefined || found.length < first.length ? found : first;
  }
  return unsettled(row, first ?? []);
}

/** The recorder kept the history of a caller with the definition that it called. */
function isOfAnother(row: Row): boolean {
  const scheduled = textsOf(row.eventTypes).some((type) => /^(?:Task|LambdaFunction)Scheduled$/.test(type));
  return scheduled && !textsOf(row.stateTypes).includes("Task");
}

/** No script agrees: a miss only where nothing that the row lacks could be the reason. */
function unsettled(row: Row, found: readonly Difference[]): Agreement {
  if (row.templateEditedByTest === true) return { kind: "cannot judge", why: EDITED };
  if (found.length === 0) return { kind: "cannot judge", why: "no script could be made from the row" };
  const onlyData = found.every(({ field }) => field === "output" || field === "assigned");
  if (onlyData && textsOf(row.resources).length > 0)
    return { kind: "cannot judge", why: "the row does not carry what the service answered" };
  return verdictOf(found);
}
