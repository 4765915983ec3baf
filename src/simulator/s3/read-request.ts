// Room simulator/s3: a request as the members that an action names.
import type { Fields, WireRequest } from "../wire/index.ts";
import type { Address } from "./address.ts";
import { ALGORITHMS, checkedChecksum, checkMd5, memberOf } from "./checksum.ts";
import { invalidArgument, malformedXml, S3Error } from "./errors.ts";
import { MAX_XML_BYTES } from "./limits.ts";
import type { Place, Places } from "./place.ts";
import { parseXml } from "./xml-tree.ts";
import { readElement } from "./xml-values.ts";

export interface Asked {
  readonly request: WireRequest;
  readonly address: Address;
  readonly query: URLSearchParams;
}

export function readRequest(asked: Asked, places: Places): Fields {
  const read: Record<string, unknown> = {};
  for (const [member, place] of Object.entries(places)) {
    const value = readPlace(asked, place);
    if (value !== undefined) read[member] = value;
  }
  return read;
}

function readPlace(asked: Asked, place: Place): unknown {
  const { request, address, query } = asked;
  if ("path" in place) return address[place.path];
  if ("query" in place) return readScalar(query.get(place.query) ?? undefined, place.as, place.query);
  if ("header" in place) return readScalar(request.headers[place.header], place.as, place.header);
  if ("headers" in place) return headersAfter(request.headers, place.headers);
  if ("xml" in place) return readXml(request, place);
  if ("body" in place) return place.body === "bytes" ? request.body : new TextDecoder().decode(request.body);
  return undefined;
}

function readScalar(text: string | undefined, as: string | undefined, name: string): unknown {
  if (text === undefined || as === undefined || as === "string") return text;
  if (as === "boolean") return text.toLowerCase() === "true";
  // A date that is none is as good as no condition (RFC 9110, 13.1.3).
  if (as === "timestamp") return Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text) / 1000;
  if (!/^-?\d{1,10}$/.test(text))
    throw invalidArgument(name, text, `Provided ${name} not an integer or within integer range`);
  return Number(text);
}

function headersAfter(headers: WireRequest["headers"], prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

function readXml(
  { headers, body }: WireRequest,
  { root, xml }: Extract<Place, { readonly xml: unknown }>,
): unknown {
  if (body.length === 0) return undefined;
  if (body.length > MAX_XML_BYTES)
    throw new S3Error("MaxMessageLengthExceeded", "Your request was too big.", 400);
  checkMd5(headers["content-md5"], body);
  checkedChecksum(
    Object.fromEntries(ALGORITHMS.map((name) => [memberOf(name), headers[headerOf(name)]])),
    undefined,
    body,
  );
  const element = parseXml(new TextDecoder().decode(body));
  if (element?.name !== root) throw malformedXml();
  return readElement(element, xml);
}

const headerOf = (algorithm: string): string => `x-amz-checksum-${algorithm.toLowerCase()}`;
