// The box's Response against Node's own: whatever a program does with it, it sees the same.
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { responseOf } from "./answer.ts";

const INIT = { status: 201, headers: { "content-type": "application/json", "X-One": "1" } };
const text = '{"name":"ü"}';
const bytes = new TextEncoder().encode(text);

type Use = (response: Response) => unknown;

const uses: readonly (readonly [string, Use])[] = [
  ["json", (response) => response.json()],
  ["text", (response) => response.text()],
  ["arrayBuffer", async (response) => [...new Uint8Array(await response.arrayBuffer())]],
  ["bytes", async (response) => [...(await response.bytes())]],
  ["blob", async (response) => (await response.blob()).text()],
  ["its stream", async (response) => new Response(response.body).text()],
  ["a clone", async (response) => [await response.clone().text(), await response.text()]],
  ["a clone, read after", async (response) => [response.clone(), await response.json()].length],
  ["bodyUsed before", (response) => response.bodyUsed],
  ["bodyUsed after", async (response) => [await response.text(), response.bodyUsed]],
  ["read twice", async (response) => [await response.json(), await response.text()]],
  ["read twice, as bytes", async (response) => [await response.text(), await response.bytes()]],
  ["cloned too late", async (response) => [await response.text(), response.clone()]],
  ["read while locked", (response) => [response.body?.getReader(), response.text()][1]],
  ["what it says", ({ ok, status, type, url, redirected }) => ({ ok, status, type, url, redirected })],
  ["a header set by its reader", ({ headers }) => [headers.set("x-two", "2"), headers.get("x-two")]],
  [
    "a header set, then a clone",
    (response) => [response.headers.set("x-two", "2"), response.clone().headers.get("x-two")],
  ],
  ["how it is printed", (response) => /status: 201, *\n? *statusText: ''/.test(inspect(response))],
  ["a Response made of it", async (response) => new Response(response.body, response).headers.get("x-one")],
  ["its headers", ({ headers }) => [...headers]],
  ["its class", (response) => [response instanceof Response, String(response)]],
];

async function outcome(use: Use, response: Response): Promise<unknown> {
  try {
    return await use(response);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  }
}

describe.each([
  ["a body", bytes],
  ["no body", new Uint8Array()],
])("%s", (_name, body) => {
  test.each(uses)("%s", async (_what, use) => {
    const own = new Response(body.length === 0 ? null : body, INIT);
    expect(await outcome(use, responseOf(body, INIT))).toEqual(await outcome(use, own));
  });
});
