// Room simulator/sqs: `*` and `?` of IAM policies, in whole texts and in ARNs, where a `*` stays within its part.

/** Two pointers and the last star: linear in practice, never exponential. */
export function like(pattern: string, text: string): boolean {
  let [at, in_, star, mark] = [0, 0, -1, 0];
  while (in_ < text.length) {
    if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[in_]) && pattern[at] !== "*") {
      at += 1;
      in_ += 1;
    } else if (pattern[at] === "*") {
      star = at;
      mark = in_;
      at += 1;
    } else if (star >= 0) {
      mark += 1;
      at = star + 1;
      in_ = mark;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

export const likeIgnoringCase = (pattern: string, text: string): boolean =>
  like(pattern.toLowerCase(), text.toLowerCase());

/** Part by part; the sixth part holds all that is left. */
export function arnLike(pattern: string, arn: string): boolean {
  const [patterns, parts] = [partsOf(pattern), partsOf(arn)];
  return patterns.length === parts.length && patterns.every((part, index) => like(part, parts[index] ?? ""));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}
