// Room simulator/matching: a place in the tokens of a pattern. Reading past what is JSON raises the reason why it is not.
import { Refusal } from "./errors.ts";
import type { Token } from "./tokens.ts";

export interface Cursor {
  /** The next token, which becomes the current one. */
  next(): Token;
  /** A refusal at the current token, to be thrown. */
  refuse(reason: string): Refusal;
  /** The tokens after the current one, for looking ahead. */
  ahead(): readonly Token[];
}

const NOTHING: Token = { kind: "end", text: "", end: 0 };

export function cursorOver(tokens: readonly Token[]): Cursor {
  let at = -1;
  const current = () => tokens[at] ?? NOTHING;
  return {
    next() {
      at += 1;
      const token = current();
      if (token.kind === "broken") throw new Refusal(token.text, token.end);
      return token;
    },
    refuse: (reason) => new Refusal(reason, current().end),
    ahead: () => tokens.slice(at + 1),
  };
}
