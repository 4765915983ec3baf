// Room simulator/s3: a body as the caller meant it: `aws-chunked` taken apart, its trailer read as headers, lengths and the payload's
// own hash held against what came. Signatures of chunks are not checked, as no signature is (S3 API Reference, "SigV4 streaming with
// trailing headers").
import { createHash } from "node:crypto";
import type { WireRequest } from "../wire/index.ts";
import { S3Error } from "./errors.ts";

const CR = 13;
const LF = 10;
/** A size in hexadecimal and a signature; what is longer is no chunk's head. */
const MAX_LINE_BYTES = 512;
const CHECKSUM = /^x-amz-checksum-[a-z0-9]+$/;

/** The request with its body as meant, and what stood in the trailer among its headers. */
export function withoutChunks(request: WireRequest): WireRequest {
  const { headers, body } = request;
  const hash = headers["x-amz-content-sha256"] ?? "";
  const codings = (headers["content-encoding"] ?? "").split(",").map((coding) => coding.trim());
  if (!hash.startsWith("STREAMING-") && !codings.includes("aws-chunked")) {
    checkHash(hash, body);
    return request;
  }
  const { data, trailer } = decoded(body);
  const promised = (headers["x-amz-trailer"] ?? "").toLowerCase().split(",");
  if (promised.some((name) => CHECKSUM.test(name.trim()) && trailer[name.trim()] === undefined))
    throw malformedTrailer();
  const wanted = headers["x-amz-decoded-content-length"];
  if (wanted !== undefined && Number(wanted) !== data.length) throw incomplete();
  const rest = codings.filter((coding) => coding !== "aws-chunked" && coding !== "").join(",");
  const { "content-encoding": _coding, ...others } = headers;
  const kept = rest === "" ? others : { ...others, "content-encoding": rest };
  return { ...request, headers: { ...trailer, ...kept, "content-length": String(data.length) }, body: data };
}

function checkHash(hash: string, body: Uint8Array): void {
  if (!/^[0-9a-f]{64}$/.test(hash)) return;
  const computed = createHash("sha256").update(body).digest("hex");
  if (computed === hash) return;
  throw new S3Error(
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    400,
    { ClientComputedContentSHA256: hash, S3ComputedContentSHA256: computed },
  );
}

function decoded(body: Uint8Array): { data: Uint8Array; trailer: Readonly<Record<string, string>> } {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const head = lineAt(bytes, at);
    const size = /^([0-9a-f]{1,8})(?:;.*)?$/i.exec(head.text)?.[1];
    if (size === undefined) throw incomplete();
    const sizeBytes = Number.parseInt(size, 16);
    if (sizeBytes === 0) return { data: Buffer.concat(chunks), trailer: trailerAt(bytes, head.next) };
    const end = head.next + sizeBytes;
    if (bytes[end] !== CR || bytes[end + 1] !== LF) throw incomplete();
    chunks.push(bytes.subarray(head.next, end));
    at = end + 2;
  }
}

/** The checksum stands here where the length of the stream was not known before. */
function trailerAt(bytes: Buffer, start: number): Readonly<Record<string, string>> {
  const trailer: Record<string, string> = {};
  let at = start;
  while (at < bytes.length) {
    const { text, next } = lineAt(bytes, at);
    at = next;
    const colon = text.indexOf(":");
    const name = text.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (CHECKSUM.test(name)) trailer[name] = text.slice(colon + 1).trim();
  }
  return trailer;
}

function lineAt(bytes: Buffer, start: number): { readonly text: string; readonly next: number } {
  const end = bytes.indexOf(LF, start);
  if (end < 0 || end - start > MAX_LINE_BYTES) throw incomplete();
  const isAfterCr = bytes[end - 1] === CR;
  return { text: bytes.toString("latin1", start, isAfterCr ? end - 1 : end), next: end + 1 };
}

const incomplete = (): S3Error =>
  new S3Error(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
    400,
  );

const malformedTrailer = (): S3Error =>
  new S3Error(
    "MalformedTrailerError",
    "The request contained trailing data that was not well-formed or did not conform to our published schema.",
    400,
  );
