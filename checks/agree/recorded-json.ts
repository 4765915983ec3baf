// Checks: recorded JSON against ours. The recorder put references (`<uuid:1>`, bound on first use), words (`date`) and parsed JSON where
// AWS gave values; everything else must be equal.
import { isDeepStrictEqual } from "node:util";

/** References bound so far; one set a row. */
export type Bound = Map<string, string>;

const TOKEN = /<<?[A-Za-z][^<>]*>(?::\d+>)?/g;

/** Words that the recorder put for a value that changes from run to run. */
const WORDS: ReadonlyMap<string, (ours: unknown) => boolean> = new Map([
  ["date", isTime],
  ["timestamp", isTime],
  ["datetime", isTime],
  // A variable's value is a JSON text.
  ["RandomNumberGenerated", (ours) => typeof ours === "number" || /^-?\d+$/.test(String(ours))],
  [
    "generated-uuid",
    (ours) => typeof ours === "string" && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(ours),
  ],
  ["snf_role_arn", (ours) => typeof ours === "string"],
]);

function isTime(ours: unknown): boolean {
  return typeof ours === "string" && /\d{4}-\d{2}-\d{2}/.test(ours);
}

/** Whether ours is what AWS answered, as far as the recorder kept it. */
export function sameAsRecorded(ours: unknown, aws: unknown, bound: Bound): boolean {
  if (typeof aws === "string")
    return typeof ours === "string" && ours === aws ? true : sameText(ours, aws, bound);
  if (typeof aws !== "object" || aws === null) return isDeepStrictEqual(ours, aws);
  const parsed = typeof ours === "string" ? parsedOrSame(ours) : ours;
  if (Array.isArray(aws)) {
    return (
      Array.isArray(parsed) &&
      parsed.length === aws.length &&
      aws.every((one, at) => sameAsRecorded(parsed[at], one, bound))
    );
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return false;
  const keys = Object.keys(aws);
  return (
    keys.length === Object.keys(parsed).length &&
    keys.every(
      (key) =>
        Object.hasOwn(parsed, key) && sameAsRecorded(Reflect.get(parsed, key), Reflect.get(aws, key), bound),
    )
  );
}

function parsedOrSame(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function sameText(ours: unknown, aws: string, bound: Bound): boolean {
  const quoted = /^"(.*)"$/.exec(aws)?.[1];
  if (quoted !== undefined && typeof ours === "string" && /^".*"$/.test(ours)) {
    return sameAsRecorded(parsedOrSame(ours), parsedOrSame(aws), bound);
  }
  const word = WORDS.get(aws);
  if (word !== undefined) return word(ours);
  const tokens = aws.match(TOKEN) ?? [];
  if (typeof ours !== "string" || tokens.length === 0) return false;
  const literals = aws.split(TOKEN).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const found = new RegExp(`^${literals.join("([\\s\\S]*)")}$`).exec(ours);
  return found !== null && tokens.every((token, at) => bind(bound, token, found[at + 1] ?? ""));
}

function bind(bound: Bound, token: string, value: string): boolean {
  const before = bound.get(token);
  if (before === undefined) bound.set(token, value);
  return before === undefined || before === value;
}
