// Room simulator/dynamodb/expression: an expression's text as tokens. One tokenizer for all kinds of expressions.

export interface Token {
  /** `name`: an attribute, keyword or function; `#` and `:` are placeholders; `end` is after the last. */
  readonly kind: "name" | "#" | ":" | "number" | "symbol" | "unknown" | "end";
  readonly text: string;
  readonly start: number;
}

const TOKEN =
  /\s*(?:([A-Za-z][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|(\d+)|(<>|<=|>=|[=<>()[\],.+-])|(\S[^\s()[\],.+<>=-]*))/y;
const KINDS = ["name", "#", ":", "number", "symbol", "unknown"] as const;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const at = found.slice(1).findIndex((part) => part !== undefined);
    const part = found[at + 1] ?? "";
    tokens.push({
      kind: KINDS[at] ?? "unknown",
      text: part,
      start: found.index + found[0].length - part.length,
    });
  }
  tokens.push({ kind: "end", text: "<EOF>", start: text.length });
  return tokens;
}
