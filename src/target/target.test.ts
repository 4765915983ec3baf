// Targets: what listens at an address is told apart before anything is provisioned, and no client leaves its host.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { clientsFor } from "./clients.ts";
import { reach } from "./reach.ts";
import { parseTarget } from "./spec.ts";

async function serving(listener: RequestListener, use: (url: URL) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe("reach", () => {
  test("an endpoint that answers HTML", () =>
    serving(
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>hello</html>"),
      async (url) => {
        await expect(reach(url)).rejects.toThrow("it answers, but not as SQS does");
      },
    ));

  test("an endpoint that stops half-way", () =>
    serving(
      (_, response) => {
        response.writeHead(200, { "content-length": "100" }).write('{"Queue');
        setImmediate(() => response.destroy());
      },
      async (url) => {
        await expect(reach(url)).rejects.toThrow("the connection was cut before the answer was whole");
      },
    ));
});

describe("the host guard", () => {
  test("a foreign queue URL is not followed", () =>
    serving(
      (_, response) =>
        response
          .writeHead(200, { "content-type": "application/x-amz-json-1.0" })
          .end('{"MessageId":"m","MD5OfMessageBody":"92eb5ffee6ae2fec3ad71c777531578f"}'),
      async (url) => {
        const { sqs } = clientsFor(url, { region: "us-east-1", allowedHosts: ["127.0.0.1"] });
        const foreign = new SendMessageCommand({
          QueueUrl: "https://sqs.us-east-1.amazonaws.com/1/q",
          MessageBody: "b",
        });
        expect((await sqs.send(foreign)).MessageId).toBe("m");
      },
    ));

  test("a host that is not allowed is refused before a connection", async () => {
    const { sqs } = clientsFor(new URL("http://192.0.2.1"), {
      region: "us-east-1",
      allowedHosts: ["127.0.0.1"],
    });
    await expect(sqs.send(new SendMessageCommand({ QueueUrl: "q", MessageBody: "b" }))).rejects.toThrow(
      "refused to send a request to 192.0.2.1",
    );
  });
});

describe("--target", () => {
  const ask = (target?: string) =>
    parseTarget({
      target,
      config: { target: "local", targets: { local: { start: ["node", "x"] } } },
      env: {},
    });
  test("the config's default, its names, and an endpoint", () => {
    expect([ask(), ask("endpoint=http://127.0.0.1:4566")]).toEqual([
      { kind: "started", name: "local", command: ["node", "x"] },
      { kind: "endpoint", name: "endpoint", url: new URL("http://127.0.0.1:4566") },
    ]);
  });

  test("a misspelt name gets the nearest", () => {
    expect(() => ask("localstak")).toThrow("Did you mean localstack?");
  });
});
