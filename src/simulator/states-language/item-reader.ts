// Room states-language, ItemReader: what the world read, as items (AWS, "ItemReader"): JSON, JSON lines, CSV with its headers given or
// in the first row, or a listing of objects. A text answer is AWS's cause for a failed reader.
import { csvRows } from "./csv.ts";
import { isArray, isTooDeep, type Json, type JsonObject, listOf, objectOf, textOf } from "./json.ts";
import { READER_MAX_ITEMS } from "./limits.ts";
import { currentOf, type Step } from "./step.ts";
import { numberField } from "./states/numbers.ts";

export interface ReaderConfig {
  readonly inputType: string;
  readonly headers: readonly string[] | undefined;
  readonly delimiter: string;
  readonly maxItems: number;
}

const DELIMITERS: ReadonlyMap<string, string> = new Map([
  ["COMMA", ","],
  ["PIPE", "|"],
  ["SEMICOLON", ";"],
  ["SPACE", " "],
  ["TAB", "\t"],
]);

export async function readerConfigOf(step: Step, id: string): Promise<ReaderConfig> {
  const reader = objectOf(currentOf(step, id).state.fields, "ItemReader") ?? {};
  const fields = objectOf(reader, "ReaderConfig") ?? {};
  const given = await numberField(step, id, "MaxItems", { fields, prefix: "ItemReader/ReaderConfig/" });
  return {
    inputType: textOf(fields, "InputType") ?? "LIST",
    headers: headersOf(fields),
    delimiter: DELIMITERS.get(textOf(fields, "CSVDelimiter") ?? "COMMA") ?? ",",
    maxItems: given ?? READER_MAX_ITEMS,
  };
}

function headersOf(fields: JsonObject): readonly string[] | undefined {
  if (textOf(fields, "CSVHeaderLocation") !== "GIVEN") return undefined;
  return (listOf(fields, "CSVHeaders") ?? []).filter((one) => typeof one === "string");
}

/** The items, or why there are none. */
export function readItems(content: Json, config: ReaderConfig): readonly Json[] | string {
  if (config.maxItems < 0) return "field MaxItems must be positive";
  const items = itemsIn(content, config);
  if (typeof items === "string") return items;
  if (isTooDeep(items)) return "The items are nested too deep.";
  return items.slice(0, config.maxItems === 0 ? READER_MAX_ITEMS : config.maxItems);
}

function itemsIn(content: Json, config: ReaderConfig): readonly Json[] | string {
  if (typeof content !== "string") return iterable(content);
  if (config.inputType === "CSV") return fromCsv(content, config);
  if (config.inputType === "JSONL") return fromLines(content);
  return fromJson(content);
}

function iterable(content: Json): readonly Json[] | string {
  if (isArray(content)) return content;
  return "Attempting to map over non-iterable node.";
}

function fromJson(content: string): readonly Json[] | string {
  try {
    return iterable(JSON.parse(content) as Json); // JSON.parse answers JSON and nothing else
  } catch {
    return "Attempting to map over non-iterable node.";
  }
}

function fromLines(content: string): readonly Json[] | string {
  try {
    const lines = content.split("\n").filter((line) => line.trim() !== "");
    return lines.map((line) => JSON.parse(line) as Json); // JSON.parse answers JSON and nothing else
  } catch {
    return "Unable to parse the JSON lines of the input file.";
  }
}

/** A short row is filled with empty texts, a long one is cut (recorded: CSV_HEADERS_DECL). */
function fromCsv(content: string, config: ReaderConfig): readonly Json[] | string {
  const rows = csvRows(content, config.delimiter);
  const headers = config.headers ?? rows.shift() ?? [];
  if (new Set(headers).size < headers.length) return "CSV headers cannot contain duplicates.";
  return rows.map((row) => Object.fromEntries(headers.map((name, at) => [name, row[at] ?? ""])));
}
