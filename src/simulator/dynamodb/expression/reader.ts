// Room simulator/dynamodb/expression: what all grammars share: walking the tokens, paths, placeholders, and refusals in AWS's words. It
// notes which placeholders were used, since AWS refuses those that were not.
import { validation } from "../errors.ts";
import { MAX_EXPRESSION_BYTES, MAX_OPERATORS } from "../limits.ts";
import type { Path } from "./path.ts";
import { isReserved } from "./reserved-words.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Parentheses and functions inside each other: AWS refuses far fewer operators, and the parser recurses. */
const MAX_DEPTH = 150;
const MAX_INDEX = 2 ** 31 - 1;
/** Words of the grammar, where a name is wanted, are out of place; other reserved words are only reserved. */
const OPERATORS: ReadonlySet<string> = new Set(["AND", "OR", "NOT", "IN", "BETWEEN"]);

export type Names = ReadonlyMap<string, string>;

export class Reader {
  readonly usedNames = new Set<string>();
  readonly usedValues = new Set<string>();
  readonly #kind: string;
  readonly #text: string;
  readonly #names: Names;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #operators = 0;

  /** `kind` is the parameter's name: `ConditionExpression`. */
  constructor(kind: string, text: string, names: Names) {
    this.#kind = kind;
    this.#text = text;
    this.#names = names;
    if (text.trim() === "") throw this.refusal("The expression can not be empty;");
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_EXPRESSION_BYTES)
      throw this.refusal(`Expression size has exceeded the maximum allowed size; expression size: ${bytes}`);
    this.#tokens = tokensOf(text);
  }

  refusal(why: string): Error {
    return validation(`Invalid ${this.#kind}: ${why}`);
  }

  get token(): Token {
    return this.#tokens[this.#at] ?? END;
  }

  get next(): Token {
    return this.#tokens[this.#at + 1] ?? END;
  }

  /** Near it AWS shows the token before and the one after. */
  syntaxError(): Error {
    const from = this.#tokens[Math.max(0, this.#at - 1)] ?? END;
    const last = this.#tokens[this.#at + 1] ?? this.token;
    const to = last.kind === "end" ? this.#text.length : last.start + last.text.length;
    const near = this.#text.slice(from.start, to).trim();
    return this.refusal(`Syntax error; token: "${this.token.text}", near: "${near}"`);
  }

  take(): Token {
    const { token } = this;
    this.#at += 1;
    return token;
  }

  isSymbol(text: string): boolean {
    return this.token.kind === "symbol" && this.token.text === text;
  }

  isWord(word: string): boolean {
    return this.token.kind === "name" && this.token.text.toUpperCase() === word;
  }

  takeSymbol(text: string): boolean {
    const is = this.isSymbol(text);
    if (is) this.#at += 1;
    return is;
  }

  takeWord(word: string): boolean {
    const is = this.isWord(word);
    if (is) this.#at += 1;
    return is;
  }

  expectSymbol(text: string): void {
    if (!this.takeSymbol(text)) throw this.syntaxError();
  }

  expectEnd(): void {
    if (this.token.kind !== "end") throw this.syntaxError();
  }

  /** Each operator and function counts. */
  count(): void {
    this.#operators += 1;
    if (this.#operators > MAX_OPERATORS)
      throw this.refusal(
        `The expression contains too many operators or functions; operator/function count: ${this.#operators}`,
      );
  }

  /** Runs `read` one level deeper. */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.refusal("The expression is nested too deeply");
    const result = read();
    this.#depth -= 1;
    return result;
  }

  path(): Path {
    const parts: [string, ...(string | number)[]] = [this.#name()];
    for (;;) {
      if (this.takeSymbol(".")) parts.push(this.#name());
      else if (this.takeSymbol("[")) {
        parts.push(this.#index());
        this.expectSymbol("]");
      } else return parts;
    }
  }

  #name(): string {
    const { token } = this;
    if (token.kind === "#") {
      this.take();
      return this.#resolved(token.text);
    }
    if (token.kind !== "name" || OPERATORS.has(token.text.toUpperCase())) throw this.syntaxError();
    if (isReserved(token.text))
      throw this.refusal(`Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
    this.take();
    return token.text;
  }

  #resolved(placeholder: string): string {
    const name = this.#names.get(placeholder);
    if (name === undefined)
      throw this.refusal(
        `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      );
    this.usedNames.add(placeholder);
    return name;
  }

  #index(): number {
    if (this.token.kind !== "number") throw this.syntaxError();
    const text = this.take().text;
    if (Number(text) > MAX_INDEX)
      throw this.refusal(`List index is not within the allowable range; index: [${text}]`);
    return Number(text);
  }

  /** The placeholder of a value. */
  value(): string {
    if (this.token.kind !== ":") throw this.syntaxError();
    const { text } = this.take();
    this.usedValues.add(text);
    return text;
  }
}

const END: Token = { kind: "end", text: "<EOF>", start: 0 };
