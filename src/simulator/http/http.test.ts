// Room simulator/http, tests: what counts as a plain request, how an answer stands on the wire, and connections that are anything but
// plain: cut, pipelined, chunked, abandoned.
import { connect } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { WireRequest, WireResponse } from "../wire/index.ts";
import { textResponse, withHeaders } from "../wire/message.ts";
import { readPlain, writePlain } from "./plain.ts";
import { startHttpServer } from "./server.ts";

const post = (body = "{}", ...lines: readonly string[]): string =>
  ["POST /a/b?x=1 HTTP/1.1", "Host: here:1", ...lines, `Content-Length: ${body.length}`, "", body].join(
    "\r\n",
  );

describe("a plain request", () => {
  it("is read as it stands", () => {
    expect(readPlain(Buffer.from(post('{"a":1}', "X-Amz-Target:  AmazonSQS.SendMessage \t")))).toEqual({
      method: "POST",
      path: "/a/b",
      query: "x=1",
      headers: { host: "here:1", "x-amz-target": "AmazonSQS.SendMessage", "content-length": "7" },
      body: Buffer.from('{"a":1}'),
    });
  });

  it.each([
    ["another method", post().replace("POST", "GET")],
    ["another version", post().replace("HTTP/1.1", "HTTP/1.0")],
    ["a whole URL as its target", post().replace("/a/b", "http://here/a/b")],
    ["a space in its target", post().replace("/a/b", "/a b")],
    ["a body that is cut", post().slice(0, -1)],
    ["two requests", post() + post()],
    ["a head that is cut", post().slice(0, 40)],
    ["no length", post().replace("Content-Length", "Content-Size")],
    ["a length that is no number", post().replace("Content-Length: 2", "Content-Length: 2, 2")],
    ["two lengths", post("{}", "content-length: 2")],
    ["chunks", post("{}", "Transfer-Encoding: chunked")],
    ["an expectation", post("{}", "Expect: 100-continue")],
    ["a connection that ends", post("{}", "Connection: close")],
    ["an upgrade", post("{}", "Upgrade: h2c")],
    ["a folded header", post("{}", "a: b", " c")],
    ["a space before the colon", post("{}", "a : b")],
    ["a control character", post("{}", "a: b\u0000c")],
    ["a bare line feed", post("{}", "a: b\nc: d")],
    ["a name that objects have", post("{}", "constructor: b")],
    ["the prototype", post("{}", "__proto__: b")],
    ["a head that is too long", post("{}", `a: ${"b".repeat(16 * 1024)}`)],
  ])("is not one with %s", (_what, text) => {
    expect(readPlain(Buffer.from(text, "latin1"))).toBeUndefined();
  });
});

it("an answer is one piece, and its headers stay in their lines", () => {
  const body = Buffer.from('{"é":1}');
  const bytes = writePlain({ status: 404, headers: { "x-a": "b\r\nx-c: d" }, body });
  expect(bytes.toString()).toBe(
    'HTTP/1.1 404 Not Found\r\nx-a: b??x-c: d\r\ncontent-length: 8\r\n\r\n{"é":1}',
  );
});

it.each([
  ["ASCII is written as text", '{"a":1}', "string"],
  ["anything else as bytes", '{"é":1}', "object"],
])("an answer that was written as text: %s, of the same length", (_what, text, type) => {
  const written = writePlain(withHeaders(textResponse(200, {}, text), { "x-a": "b" }));
  expect(typeof written).toBe(type);
  const sizeBytes = Buffer.byteLength(text);
  expect(Buffer.from(written).toString()).toBe(
    `HTTP/1.1 200 OK\r\nx-a: b\r\ncontent-length: ${sizeBytes}\r\n\r\n${text}`,
  );
});

/** Answers each request with its own body, `wait` when its caller is gone. */
async function echo(answered: (baseUrl: string, body: string) => void) {
  return startHttpServer({
    port: 0,
    control: async () => ({ status: 200, headers: {}, body: Buffer.from("control") }),
    async handle({ body, headers }: WireRequest, arrival): Promise<WireResponse | "lost"> {
      await sleep(5);
      const text = Buffer.from(body).toString();
      if (text === "throw") throw new Error("[on purpose]");
      if (text === "lost") return "lost";
      if (text === "wait") await new Promise((resolve) => arrival.gone.addEventListener("abort", resolve));
      answered(arrival.baseUrl, text);
      return { status: 200, headers: { "x-host": headers["host"] ?? "" }, body: Buffer.from(`[${text}]`) };
    },
  });
}

/** Writes pieces one after the other, and reads until the connection ends or so many bodies have come. */
async function talk(url: URL, pieces: readonly string[], bodies = 0): Promise<string> {
  const socket = connect(Number(url.port), url.hostname);
  let heard = "";
  const ended = new Promise<void>((resolve) => {
    socket.on("data", (bytes: Buffer) => {
      heard += bytes.toString("latin1");
      if (bodies > 0 && bodiesIn(heard).length >= bodies) resolve();
    });
    socket.once("close", () => resolve()).on("error", () => {});
  });
  for (const piece of pieces) {
    socket.write(piece);
    await sleep(20);
  }
  await ended;
  socket.destroy();
  return heard;
}

const bodiesIn = (heard: string): readonly string[] => heard.match(/\[[^\]]*\]/g) ?? [];

describe("a connection", () => {
  it.each([
    ["plain requests one after the other", [post("1"), post("2")], ["[1]", "[2]"]],
    ["two requests at once", [post("1") + post("2")], ["[1]", "[2]"]],
    ["a request while another is answered", ["", post("1"), post("2") + post("3")], ["[1]", "[2]", "[3]"]],
    ["a request in two pieces", [post("12345").slice(0, -3), "345"], ["[12345]"]],
    ["chunks after a plain one", [post("1"), chunked("ab", "c"), post("2")], ["[1]", "[abc]", "[2]"]],
    ["an expectation", [post("1", "Expect: 100-continue")], ["[1]"]],
    ["a connection that ends", [post("1", "Connection: close")], ["[1]"]],
    ["the control API between two calls", [post("1"), CONTROL, post("2")], ["[1]", "[2]"]],
    ["no HTTP at all", ["hello\r\n\r\n"], []],
  ])("carries %s", async (_what, pieces, bodies) => {
    await using server = await started();
    expect(bodiesIn(await talk(server.url, pieces, bodies.length))).toEqual(bodies);
  });

  it("ends without a word where the answer is lost, and says 500 where the simulator failed", async () => {
    await using server = await started();
    expect(await talk(server.url, [post("lost")])).toBe("");
    expect(await talk(server.url, [post("throw")], 1)).toContain("500 Internal Server Error");
  });

  it("answers who sends and at once says no more", async () => {
    const server = await startHttpServer({
      port: 0,
      control: async () => ({ status: 200, headers: {}, body: Buffer.from("control") }),
      handle: () => textResponse(200, {}, "[at once]"),
    });
    const socket = connect(Number(server.url.port), server.url.hostname);
    socket.end(post());
    expect(bodiesIn(await textOf(socket))).toEqual(["[at once]"]);
    await server.close();
  });

  it("aborts what still waits when its caller is gone", async () => {
    const answered: string[] = [];
    const both = Promise.withResolvers<void>();
    await using server = await started((baseUrl, body) => {
      if (answered.push(`${baseUrl} ${body}`) === 2) both.resolve();
    });
    await talk(server.url, [post("1"), post("wait")], 1);
    await both.promise;
    expect(answered).toEqual(["http://here:1 1", "http://here:1 wait"]);
  });
});

const CONTROL = post().replace("/a/b?x=1", "/_ordeal/health");

function chunked(...chunks: readonly string[]): string {
  const head = "POST / HTTP/1.1\r\nHost: here:1\r\nTransfer-Encoding: chunked\r\n\r\n";
  return `${head}${chunks.map((chunk) => `${chunk.length}\r\n${chunk}\r\n`).join("")}0\r\n\r\n`;
}

async function started(answered: (baseUrl: string, body: string) => void = () => {}) {
  const server = await echo(answered);
  return { url: server.url, [Symbol.asyncDispose]: () => server.close() };
}
