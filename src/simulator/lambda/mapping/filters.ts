// Room simulator/lambda/mapping: FilterCriteria: which records reach the function (ESM-18; Developer Guide, "Control which events Lambda sends
// to your function").
import { compilePattern, type EventPattern, PatternError } from "../../matching/index.ts";
import { isFields } from "../../wire/index.ts";
import { invalidParameter, notModelled } from "../errors.ts";
import { MAX_FILTER_CHARACTERS, MAX_FILTERS } from "../limits.ts";

interface Filter {
  readonly pattern: EventPattern;
  /** What the pattern asks of the data: an object, a text, or nothing. */
  readonly wants: "object" | "text" | "nothing";
}

/** Whether a record passes; `data` is the member that may be JSON: `body` of a message. */
export type RecordFilter = (record: Readonly<Record<string, unknown>>) => boolean;

export const FILTER_CRITERIA = {
  members: { Filters: { list: { members: { Pattern: "string" } } } },
} as const;

interface Criteria {
  readonly Filters?: readonly { readonly Pattern?: string | undefined }[] | undefined;
}

/** The patterns of a request, checked; undefined where it has none. */
export function readFilters(criteria: Criteria | undefined): readonly string[] | undefined {
  if (criteria === undefined) return undefined;
  const filters = criteria.Filters ?? [];
  if (filters.length > MAX_FILTERS) throw notModelled(`more than ${MAX_FILTERS} filters of a mapping`);
  const patterns = filters.map(({ Pattern = "" }) => Pattern);
  for (const pattern of patterns) compile(pattern);
  return patterns.length === 0 ? undefined : patterns;
}

/** Without patterns everything passes; with several, what one of them takes. */
export function compileFilters(patterns: readonly string[] | undefined, data: string): RecordFilter {
  if (patterns === undefined) return () => true;
  const filters = patterns.map((pattern): Filter => {
    const wanted: unknown = (JSON.parse(pattern) as Readonly<Record<string, unknown>>)[data]; // compiled before
    const wants = wanted === undefined ? "nothing" : Array.isArray(wanted) ? "text" : "object";
    return { pattern: compile(pattern), wants };
  });
  return (record) => filters.some((filter) => passes(filter, record, data));
}

/** Text is not JSON and JSON is not text: the wrong one of the two does not pass. */
function passes(
  { pattern, wants }: Filter,
  record: Readonly<Record<string, unknown>>,
  data: string,
): boolean {
  const given = record[data];
  if (typeof given !== "string" || wants === "nothing") return pattern.matches(record);
  const parsed = objectIn(given);
  if ((parsed === undefined) === (wants === "object")) return false;
  return pattern.matches({ ...record, [data]: parsed ?? given });
}

function objectIn(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function compile(pattern: string): EventPattern {
  try {
    if (!isFields(JSON.parse(pattern))) throw new SyntaxError("no object");
    return compilePattern(pattern, { maxCharacters: MAX_FILTER_CHARACTERS });
  } catch (error) {
    if (error instanceof PatternError || error instanceof SyntaxError)
      throw invalidParameter("Invalid filter pattern definition.");
    throw error;
  }
}
