// Room states-language, JSONPath: the tokens of a path. AWS evaluates Jayway's dialect, so the tokens and their texts are Jayway's.

export type Token =
  | { readonly kind: "properties"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "wildcard" }
  | { readonly kind: "scan" }
  | { readonly kind: "filter"; readonly text: string; readonly test: Test }
  | { readonly kind: "function"; readonly name: string };

export type Operand =
  | { readonly kind: "literal"; readonly value: null | boolean | number | string }
  | { readonly kind: "list"; readonly values: readonly Operand[] }
  | { readonly kind: "regex"; readonly source: string; readonly flags: string }
  | { readonly kind: "path"; readonly path: Path };

export type Test =
  | { readonly kind: "and" | "or"; readonly tests: readonly Test[] }
  | { readonly kind: "not"; readonly test: Test }
  | { readonly kind: "exists"; readonly path: Path }
  | { readonly kind: "compare"; readonly left: Operand; readonly operator: string; readonly right: Operand };

export interface Path {
  readonly text: string;
  /** `$` of the payload, `@` of the item under test. */
  readonly root: "$" | "@";
  readonly tokens: readonly Token[];
}

/** A path that AWS would not take. */
export class PathInvalid extends Error {}

/** Only a definite path can name one value; any other answers a list. */
export function isDefinite(path: Path): boolean {
  return path.tokens.every(
    (token) =>
      (token.kind === "properties" && token.names.length === 1) ||
      (token.kind === "indexes" && token.indexes.length === 1) ||
      token.kind === "function",
  );
}

/** What a ResultPath and every `...Path` that must name one place may be. */
export function isReferencePath(path: Path): boolean {
  return isDefinite(path) && path.tokens.every((token) => token.kind !== "function");
}

/** Jayway's own spelling of a path, as it stands in its errors: `$['a'][0]`. */
export function bracketText(tokens: readonly Token[]): string {
  return `$${tokens.map(tokenText).join("")}`;
}

function tokenText(token: Token): string {
  switch (token.kind) {
    case "properties":
      return `[${token.names.map((name) => `'${name}'`).join(",")}]`;
    case "indexes":
      return `[${token.indexes.join(",")}]`;
    case "slice":
      return `[${token.from ?? ""}:${token.to ?? ""}]`;
    case "wildcard":
      return "[*]";
    case "scan":
      return "..";
    case "filter":
      return `[?]`;
    case "function":
      return `.${token.name}()`;
  }
}
