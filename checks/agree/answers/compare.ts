// Checks: an answer of the SDK beside one that the recorder kept: same members, same values, references bound where they first stand.
export type Json = { readonly [name: string]: unknown };

interface Answered {
  readonly $metadata: { readonly httpStatusCode?: number };
}

/** Of SNS: the SDK's answer or error in the recorder's form. */
export const plainSnsAnswer = (sent: Promise<object>): Promise<Json> =>
  plainAnswer(sent, ({ Code, name, message, Type }) => ({
    Error: { Code: Code ?? name, Message: message, Type: Type ?? "Sender" },
  }));

/** Of Lambda, which tells beside the error whose fault it was. */
export const plainLambdaAnswer = (sent: Promise<object>): Promise<Json> =>
  plainAnswer(sent, ({ name, message, Type }) => ({ Error: { Code: name, Message: message }, Type }));

/** Of SQS, which gives the code of Query beside that of JSON. */
export const plainSqsAnswer = (sent: Promise<object>): Promise<Json> =>
  plainAnswer(sent, ({ Error: query, name, message }) => ({
    Error: { Code: query?.Code ?? name, Message: message, Type: query?.Type ?? "Sender" },
  }));

interface Refused extends Error {
  readonly Code?: string;
  readonly Type?: string;
  readonly Error?: { readonly Code?: string; readonly Type?: string };
  readonly $metadata?: { readonly httpStatusCode?: number };
}

async function plainAnswer(sent: Promise<object>, errorOf: (error: Refused) => Json): Promise<Json> {
  try {
    const { $metadata, ...members } = (await sent) as Answered; // every answer of an SDK has metadata
    return { ...members, ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: $metadata.httpStatusCode } };
  } catch (error) {
    if (!(error instanceof Error) || !("$metadata" in error)) throw error;
    const refused = error as Refused; // a service exception of the SDK: it has metadata
    const HTTPStatusCode = refused.$metadata?.httpStatusCode;
    return { ...errorOf(refused), ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode } };
  }
}

/** Where and how they differ; what was JSON text is recorded as an object. */
export function differences(
  recorded: unknown,
  answer: unknown,
  bound: Map<string, string>,
  path = "",
): readonly string[] {
  if (typeof recorded === "string" && isOnlyAType(recorded, path))
    return answer === undefined ? [`${path}: missing`] : [];
  if (answer instanceof Uint8Array) return differences(recorded, pythonBytes(answer), bound, path);
  if (typeof recorded === "string")
    return agrees(recorded, String(answer), bound) ? [] : [`${path}: ${String(answer)}, not ${recorded}`];
  if (typeof recorded !== "object" || recorded === null)
    return recorded === answer ? [] : [`${path}: ${String(answer)}`];
  const given: unknown = typeof answer === "string" ? parsedOrSame(answer) : answer;
  if (typeof given !== "object" || given === null) return [`${path}: missing`];
  const names = new Set([...Object.keys(recorded), ...Object.keys(given)]);
  return [...names].flatMap((name) =>
    differences((recorded as Json)[name], (given as Json)[name], bound, `${path}/${name}`),
  );
}

/** Bytes as the recorder's Python shows them: `b'\\x02a'`. */
function pythonBytes(bytes: Uint8Array): string {
  const shown = (byte: number): string => {
    const char = String.fromCodePoint(byte);
    if (char === "\\" || char === "'") return `\\${char}`;
    return byte >= 32 && byte < 127 ? char : `\\x${byte.toString(16).padStart(2, "0")}`;
  };
  return `b'${Array.from(bytes, shown).join("")}'`;
}

function parsedOrSame(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the recorder wrote in place of a value that differs each time: a moment's word, or the member's own name. */
function isOnlyAType(recorded: string, path: string): boolean {
  const word = /^<?([a-z0-9-]*?)>?$/.exec(recorded)?.[1];
  if (word === undefined) return false;
  const member = path.slice(path.lastIndexOf("/") + 1);
  return ONLY_A_TYPE.test(word) || word === member.replaceAll(/\B[A-Z]/g, "-$&").toLowerCase();
}

const ONLY_A_TYPE = /^(?:timestamp|date|datetime|md5-hash|md5-body)$/;

const FIXED: Readonly<Record<string, string>> = { partition: "aws", region: "us-east-1" };

/** Text with references: <partition> is known, <resource:1> is whatever it was first. */
function agrees(recorded: string, answer: string, bound: Map<string, string>): boolean {
  const names: string[] = [];
  const pattern = recorded
    .replaceAll("111111111111", "000000000000")
    .split(/(<[\w-]+(?::\d+)?>)/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
      names.push(part.slice(1, -1));
      return "(.+)";
    });
  const found = new RegExp(`^${pattern.join("")}$`, "s").exec(answer);
  return (
    names.every((name, index) => {
      const value = found?.[index + 1] ?? "";
      const known = FIXED[name] ?? bound.get(name) ?? value;
      bound.set(name, known);
      return known === value;
    }) && found !== null
  );
}
