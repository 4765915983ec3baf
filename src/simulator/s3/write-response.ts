// Room simulator/s3: an answer or a refusal as it goes over the wire.
import { type AwsError, type Fields, isFields, type WireResponse } from "../wire/index.ts";
import { escapeXml } from "../wire/xml.ts";
import type { AnyS3Action } from "./action.ts";
import { S3Error } from "./errors.ts";
import type { Place, XmlShape } from "./place.ts";
import { writeElement, writeMembers } from "./xml-values.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
const XML = { "content-type": "application/xml" };
const encoder = new TextEncoder();

export function writeAnswer(action: AnyS3Action, answer: Fields, requestId: string): WireResponse {
  const body = bodyOf(action, answer);
  const status = answer["ContentRange"] === undefined ? (action.status ?? 200) : 206;
  const headers = { ...idHeaders(requestId), ...body.headers, ...headersOf(action, answer) };
  return { status, headers, body: body.bytes };
}

/** HEAD is refused without a word, and 304 has no body. */
export function writeRefusal(error: AwsError, method: string, requestId: string): WireResponse {
  const { details = {}, headers = {} } = error instanceof S3Error ? error : {};
  const ids = idHeaders(requestId);
  if (method === "HEAD" || error.status === 304)
    return { status: error.status, headers: { ...ids, ...headers }, body: new Uint8Array() };
  const elements = {
    Code: error.code,
    Message: error.message,
    ...details,
    RequestId: requestId,
    HostId: ids["x-amz-id-2"],
  };
  const content = Object.entries(elements)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join("");
  const body = encoder.encode(`${DECLARATION}<Error>${content}</Error>`);
  return { status: error.status, headers: { ...ids, ...XML, ...headers }, body };
}

const idHeaders = (requestId: string) => ({
  "x-amz-request-id": requestId,
  "x-amz-id-2": Buffer.from(requestId).toString("base64"),
});

function bodyOf(
  action: AnyS3Action,
  answer: Fields,
): { bytes: Uint8Array; headers: Readonly<Record<string, string>> } {
  for (const [member, place] of Object.entries(action.output)) {
    const value = answer[member];
    if ("body" in place && place.body === "bytes" && value instanceof Uint8Array)
      return { bytes: value, headers: { "content-length": String(value.length) } };
    if ("body" in place)
      return { bytes: encoder.encode(String(value)), headers: { "content-type": "application/json" } };
    if ("xml" in place) return xmlBody(withNamespace(writeElement(place.root, value, place.xml), place.root));
  }
  if (action.root === undefined) return { bytes: new Uint8Array(), headers: {} };
  const content = writeMembers(answer, elementsOf(action));
  return xmlBody(withNamespace(`<${action.root}>${content}</${action.root}>`, action.root));
}

const xmlBody = (text: string) => ({ bytes: encoder.encode(DECLARATION + text), headers: XML });

const withNamespace = (text: string, root: string): string =>
  `<${root} xmlns="${NAMESPACE}"${text.slice(root.length + 1)}`;

function elementsOf({ output }: AnyS3Action): Readonly<Record<string, XmlShape>> {
  return Object.fromEntries(
    Object.entries(output).flatMap(([member, place]) =>
      "element" in place ? [[member, place.element] as const] : [],
    ),
  );
}

function headersOf({ output }: AnyS3Action, answer: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(output).flatMap(([member, place]) => headersOfMember(answer[member], place)),
  );
}

function headersOfMember(value: unknown, place: Place): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  if ("headers" in place)
    return Object.entries(isFields(value) ? value : {}).map(([name, text]) => [
      `${place.headers}${name}`,
      String(text),
    ]);
  if (!("header" in place)) return [];
  const text = place.as === "timestamp" ? new Date(Number(value) * 1000).toUTCString() : String(value);
  return [[place.header, text]];
}
