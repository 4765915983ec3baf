// Room simulator/s3, tests: what no SDK would send never harms the simulator: broken chunks, broken XML, broken URLs.
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOf, world } from "./world.fixture.ts";
import { parseXml } from "./xml-tree.ts";

const CHUNKED = {
  "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "content-encoding": "aws-chunked",
};
const codeOf = (text: string): string | undefined => /<Code>(\w+)<\/Code>/.exec(text)?.[1];

describe("bodies in chunks", () => {
  it.each([
    ["signed", "5;chunk-signature=abc\r\nhello\r\n0;chunk-signature=def\r\n\r\n", {}],
    ["with a trailer", "3\r\nhel\r\n2\r\nlo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", {}],
    ["by line feeds alone in the trailer", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\n", {}],
    [
      "announced",
      "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
      { "x-amz-trailer": "x-amz-checksum-crc32", "x-amz-decoded-content-length": "5" },
    ],
  ])("%s", async (_what, body, headers) => {
    const at = world();
    await at.bucket();
    const answer = await at.raw({
      method: "PUT",
      path: "/orders/k",
      headers: { ...CHUNKED, ...headers },
      body,
    });
    expect([answer.status, await textOf(at, "orders", "k")]).toEqual([200, "hello"]);
    expect((await at.s3.headObject({ Bucket: "orders", Key: "k" })).ContentEncoding).toBeUndefined();
  });

  it("another coding beside them stays", async () => {
    const at = world();
    await at.bucket();
    const headers = { ...CHUNKED, "content-encoding": "gzip,aws-chunked" };
    await at.raw({ method: "PUT", path: "/orders/k", headers, body: "1\r\nx\r\n0\r\n\r\n" });
    expect((await at.s3.headObject({ Bucket: "orders", Key: "k" })).ContentEncoding).toBe("gzip");
  });

  it.each([
    ["5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", {}, "BadDigest"],
    ["5\r\nhello\r\n0\r\nx-amz-checksum-crc32:nonsense\r\n\r\n", {}, "InvalidRequest"],
    ["5\r\nhello\r\n0\r\n\r\n", { "x-amz-trailer": "x-amz-checksum-crc32" }, "MalformedTrailerError"],
    ["5\r\nhello\r\n0\r\n\r\n", { "x-amz-decoded-content-length": "4" }, "IncompleteBody"],
    ["5\r\nhel", {}, "IncompleteBody"],
    ["5\r\nhello\r\n", {}, "IncompleteBody"],
    ["fffffff\r\nx\r\n0\r\n\r\n", {}, "IncompleteBody"],
    ["-1\r\nx\r\n0\r\n\r\n", {}, "IncompleteBody"],
    ["", {}, "IncompleteBody"],
    ["hello", {}, "IncompleteBody"],
    [`${"1".repeat(9)}\r\n`, {}, "IncompleteBody"],
  ])("%j with %j is %s, and nothing is stored", async (body, headers, code) => {
    const { raw, bucket, s3 } = world();
    const Bucket = await bucket();
    const answer = await raw({ method: "PUT", path: "/orders/k", headers: { ...CHUNKED, ...headers }, body });
    expect([answer.status, codeOf(answer.text)]).toEqual([400, code]);
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
  });

  it("a body other than the one whose hash was signed is refused", async () => {
    const { raw, bucket } = world();
    await bucket();
    const headers = { "x-amz-content-sha256": createHash("sha256").update("hello").digest("hex") };
    const put = (body: string) => raw({ method: "PUT", path: "/orders/k", headers, body });
    expect((await put("hello")).status).toBe(200);
    expect(codeOf((await put("jello")).text)).toBe("XAmzContentSHA256Mismatch");
  });
});

describe("documents", () => {
  it.each([
    ["", "MalformedXML"],
    ["<Delete>", "MalformedXML"],
    ["<Delete></Deleted>", "MalformedXML"],
    ["<Delete/>", "MalformedXML"],
    ["<Other><Object><Key>k</Key></Object></Other>", "MalformedXML"],
    ["<Delete><Object/></Delete>", "MalformedXML"],
    ["<Delete><Quiet>perhaps</Quiet><Object><Key>k</Key></Object></Delete>", "MalformedXML"],
    ["<Delete><Object><Key>&undefined;</Key></Object></Delete>", "MalformedXML"],
    ['<!DOCTYPE d [<!ENTITY a "aaaa">]><Delete><Object><Key>&a;</Key></Object></Delete>', "MalformedXML"],
    ["<a>".repeat(100_000), "MalformedXML"],
    ["\u0000\uFFFF", "MalformedXML"],
  ])("%.60j is %s", async (body, code) => {
    const { raw, bucket } = world();
    await bucket();
    const answer = await raw({ method: "POST", path: "/orders", query: "delete", body });
    expect([answer.status, codeOf(answer.text)]).toEqual([400, code]);
  });

  it("namespaces, comments, CDATA and references are read", () => {
    const text =
      '<?xml version="1.0"?><!-- x --><s:A xmlns:s="u" b=\'c\'><B>&lt;&#65;&#x42;<![CDATA[<raw>]]></B><C/></s:A>\n';
    expect(parseXml(text)).toEqual({
      name: "A",
      text: "",
      children: [
        { name: "B", text: "<AB<raw>", children: [] },
        { name: "C", text: "", children: [] },
      ],
    });
  });

  it("whatever the text is, reading it ends and does not throw", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "a",
      "</a>",
      "<a>",
      "/",
      "&",
      "&lt;",
      ";",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      '"',
      " b=",
    );
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 40 }), (text) => {
        expect(() => parseXml(text)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});

describe("requests", () => {
  it.each([
    ["GET", "/orders/%E0%A4%A", "", 400, "InvalidURI"],
    ["GET", "/%E0%A4%A", "", 400, "InvalidURI"],
    ["GET", "/orders", "list-type=2&max-keys=many", 400, "InvalidArgument"],
    ["PATCH", "/orders/k", "", 405, "MethodNotAllowed"],
    ["POST", "/", "", 405, "MethodNotAllowed"],
    ["PUT", "/orders/k", "uploadId=x&partNumber=x", 400, "InvalidArgument"],
    ["PUT", "/orders/k", "uploadId=x&partNumber=1", 404, "NoSuchUpload"],
    ["POST", "/orders", "", 501, "NotImplemented"],
    ["POST", "/orders/k", "select&select-type=2", 501, "NotImplemented"],
    ["GET", "/orders/k", "partNumber=1", 501, "NotImplemented"],
  ])("%s %s?%s is %i", async (method, path, query, status, code) => {
    const { raw, s3, bucket } = world();
    const Bucket = await bucket();
    await s3.putObject({ Bucket, Key: "k", Body: "x" });
    const answer = await raw({ method, path, query });
    expect([answer.status, codeOf(answer.text)]).toEqual([status, code]);
  });

  it("any request is answered, and no fault is ours", async () => {
    const { raw, bucket } = world();
    await bucket();
    const method = fc.constantFrom("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS");
    const path = fc.constantFrom(
      "/",
      "/orders",
      "/orders/",
      "/orders/k",
      "//",
      "/orders//",
      "/%00/x",
      "/orders/..",
    );
    const part = fc.constantFrom(
      "",
      "tagging",
      "policy",
      "uploads",
      "delete",
      "versions",
      "list-type=2",
      "uploadId=a&partNumber=1",
    );
    const header = fc.constantFrom(
      "range",
      "if-match",
      "x-amz-copy-source",
      "x-amz-tagging",
      "content-md5",
      "x-amz-acl",
      "host",
      "x-amz-checksum-crc32",
    );
    const value = fc.string({ maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        method,
        path,
        part,
        header,
        value,
        value,
        async (verb, at, query, name, text, body) => {
          const answer = await raw({ method: verb, path: at, query, headers: { [name]: text }, body });
          expect(answer.status).not.toBe(500);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("a header may be as long as HTTP lets it", async () => {
    const { raw, bucket } = world();
    await bucket();
    for (const name of ["range", "if-match", "x-amz-copy-source", "x-amz-tagging", "x-amz-meta-a", "host"]) {
      const headers = { [name]: "a=".repeat(8000) };
      expect((await raw({ method: "PUT", path: "/orders/k", headers, body: "x" })).status).toBeLessThan(500);
    }
  });
});
