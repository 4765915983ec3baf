// Room simulator/matching: wildcards. A pattern is the literal pieces between its stars; matching takes each piece at its earliest
// place, so it never goes back and hostile text costs length times length at worst.

/** The pieces between the stars, escapes resolved: `a*b` is ["a", "b"], no star is one piece. */
export type Wildcard = readonly string[];

/** Reads the pattern, or says why AWS refuses it; places count bytes of the quoted text, as AWS's do. */
export function readWildcard(text: string): Wildcard | string {
  const pieces = [""];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const next = text[at + 1];
    if (char === "*" && next === "*") return `Consecutive wildcard characters at pos ${bytePlace(text, at)}`;
    if (char === "\\" && next !== "*" && next !== "\\")
      return `Invalid escape character at pos ${bytePlace(text, at)}`;
    if (char === "*") pieces.push("");
    else {
      if (char === "\\") at += 1;
      pieces.push(`${pieces.pop() ?? ""}${text.charAt(at)}`);
    }
  }
  return pieces;
}

function bytePlace(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at), "utf8") + 1;
}

/** A test for the pattern. */
export function wildcardTest(pieces: Wildcard): (value: string) => boolean {
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (pieces.length === 1) return (value) => value === first;
  const middle = pieces.slice(1, -1);
  return (value) => {
    const stop = value.length - last.length;
    if (stop < first.length || !value.startsWith(first) || !value.endsWith(last)) return false;
    let at = first.length;
    for (const piece of middle) {
      const found = value.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return at <= stop;
  };
}
