// Room states-language, JSONPath: one position in a text, for the path and the filter parsers.
import { PathInvalid } from "./path.ts";

export class Scanner {
  readonly text: string;
  at = 0;
  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  /** Moves past `expected` where it stands here. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  need(expected: string): void {
    if (!this.take(expected)) throw this.refuse(`expected '${expected}'`);
  }

  /** Moves past what the sticky pattern matches here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  skipBlanks(): void {
    this.match(/\s*/y);
  }

  /** A quoted text; a backslash stands for itself unless the quote or another backslash follows (recorded: ESCAPE_SEQUENCES_JSONPATH). */
  quoted(): string {
    const quote = this.peek();
    this.at += 1;
    let value = "";
    while (!this.done && this.peek() !== quote) {
      if (this.peek() === "\\" && (this.peek(1) === quote || this.peek(1) === "\\")) this.at += 1;
      value += this.peek();
      this.at += 1;
    }
    this.need(quote);
    return value;
  }

  refuse(why: string): PathInvalid {
    return new PathInvalid(`${this.text}: ${why} at ${this.at}`);
  }
}
