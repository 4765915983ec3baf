// Checks: SQS by its Query protocol, a form in and XML out, behind the same calls as the SDK's client, which speaks JSON only.
import type { SQS } from "@aws-sdk/client-sqs";
import { XMLParser } from "fast-xml-parser";
import type { Json } from "./compare.ts";

/** Sends a form and answers what came. */
export type PostForm = (form: string) => Promise<{ readonly status: number; readonly text: string }>;

/** What every form needs to be taken for one of SQS. */
export const QUERY_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "application/x-www-form-urlencoded; charset=utf-8",
  authorization:
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
};

/** How Query names what the API names in plural; the last part of an entry of a map. */
const LISTS: Readonly<Record<string, string>> = {
  AttributeNames: "AttributeName",
  MessageAttributeNames: "MessageAttributeName",
  MessageSystemAttributeNames: "MessageSystemAttributeName",
  TagKeys: "TagKey",
  AWSAccountIds: "AWSAccountId",
  Actions: "ActionName",
};
const MAPS: Readonly<Record<string, readonly [string, string]>> = {
  Attributes: ["Attribute", "Name"],
  MessageAttributes: ["MessageAttribute", "Name"],
  MessageSystemAttributes: ["MessageSystemAttribute", "Name"],
  Tags: ["Tag", "Key"],
};

type Pair = readonly [string, string];

function pairsOf(action: string, input: object, prefix = ""): readonly Pair[] {
  return Object.entries(input).flatMap(([name, value]): readonly Pair[] => {
    if (value === undefined || value === null) return [];
    const numbered = (base: string, items: readonly unknown[]) =>
      items.flatMap((item, index) => valuesOf(action, item, `${prefix}${base}.${index + 1}`));
    if (name === "Entries") return numbered(`${action}RequestEntry`, value as unknown[]);
    const list = LISTS[name];
    if (list !== undefined) return numbered(list, value as unknown[]);
    const map = MAPS[name];
    if (map === undefined) return valuesOf(action, value, `${prefix}${name}`);
    return numbered(
      map[0],
      Object.entries(value as object).map(([key, one]) => ({ [map[1]]: key, Value: one as unknown })),
    );
  });
}

function valuesOf(action: string, value: unknown, name: string): readonly Pair[] {
  if (value instanceof Uint8Array) return [[name, Buffer.from(value).toString("base64")]];
  if (typeof value === "object" && value !== null) return pairsOf(action, value, `${name}.`);
  return [[name, String(value)]];
}

const REPEATED = /^(?:Message|Attribute|MessageAttribute|Tag|\w+Entry)$/;
const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => REPEATED.test(name),
  ignoreAttributes: true,
  ignoreDeclaration: true,
  trimValues: false,
});

type Tree = { readonly [name: string]: unknown };
const listOf = (value: unknown): readonly Tree[] => value as readonly Tree[]; // REPEATED makes it one

/** Members as the API names them. */
function membersOf(result: Tree): Json {
  const members = Object.entries(result).map(([name, value]): [string, unknown] => {
    switch (name) {
      case "Message":
        return ["Messages", listOf(value).map((one) => membersOf(one))];
      case "Attribute":
      case "MessageAttribute":
        return [`${name}s`, mapOf(listOf(value), "Name")];
      case "Tag":
        return ["Tags", mapOf(listOf(value), "Key")];
      case "BatchResultErrorEntry":
        return [
          "Failed",
          listOf(value).map((one) => ({ ...one, SenderFault: one["SenderFault"] === "true" })),
        ];
      default:
        return name.endsWith("ResultEntry") ? ["Successful", value] : [name, value];
    }
  });
  return Object.fromEntries(members);
}

function mapOf(entries: readonly Tree[], key: string): Json {
  return Object.fromEntries(entries.map((entry) => [String(entry[key]), binaryRead(entry["Value"])]));
}

function binaryRead(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("BinaryValue" in value)) return value;
  return { ...value, BinaryValue: new Uint8Array(Buffer.from(String(value.BinaryValue), "base64")) };
}

/** A refusal: the error as Query tells it. */
class QueryRefused extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  readonly Error: { readonly Code: string; readonly Type: string };
  constructor(status: number, error: Tree) {
    super(messageIn(error["Message"]));
    this.$metadata = { httpStatusCode: status };
    this.Error = { Code: String(error["Code"]), Type: String(error["Type"]) };
  }
}

/** An error has one; the parser makes it a list as it does of a receive's. */
const messageIn = (message: unknown): string => String(Array.isArray(message) ? message[0] : message);

/** A client of the SDK's form that sends every call as a form. */
export function queryClient(post: PostForm): SQS {
  const call = async (action: string, input: object): Promise<object> => {
    const pairs: readonly Pair[] = [["Action", action], ["Version", "2012-11-05"], ...pairsOf(action, input)];
    const form = new URLSearchParams();
    for (const [name, value] of pairs) form.append(name, value);
    const { status, text } = await post(form.toString());
    const tree = parser.parse(text) as Tree; // read member by member below
    const refused = tree["ErrorResponse"] as { Error: Tree } | undefined;
    if (refused !== undefined) throw new QueryRefused(status, refused.Error);
    const result = (tree[`${action}Response`] as Tree)[`${action}Result`];
    const members = typeof result === "object" && result !== null ? membersOf(result as Tree) : {};
    return { ...members, $metadata: { httpStatusCode: status } };
  };
  return new Proxy({} as SQS, {
    get: (_target, name) => (input: object) =>
      call(
        String(name).replace(/^./, (first) => first.toUpperCase()),
        input,
      ),
  });
}
