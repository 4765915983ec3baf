// The proxy's faults, each struck once against a small SQS of our own shape: what the client sees and what reached the service.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import type { Line } from "../journal/line.ts";
import { openJournal } from "../journal/writer.ts";
import { clientsFor } from "../target/clients.ts";
import { startProxy } from "./proxy.ts";
import { parseFaultPlan } from "./plan.ts";
import { readCall } from "./wire.ts";
import type { FaultRule } from "./rule.ts";

/** The SDK checks what SQS says it stored. */
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** Runs `use` with a client behind a proxy with one rule, and returns what the service received and the journal's kinds. */
async function struckBy(
  rule: Omit<FaultRule, "id">,
  use: (sqs: ReturnType<typeof clientsFor>["sqs"]) => Promise<unknown>,
) {
  const received: string[] = [];
  const service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
        MessageBody?: string;
        Entries?: { Id: string; MessageBody: string }[];
      };
      const action = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      received.push(`${action} ${body.Entries?.map((entry) => entry.Id).join(",") ?? ""}`.trim());
      const answer =
        body.Entries === undefined
          ? { MessageId: "m", MD5OfMessageBody: md5(body.MessageBody ?? "") }
          : {
              Successful: body.Entries.map(({ Id, MessageBody }) => ({
                Id,
                MessageId: Id,
                MD5OfMessageBody: md5(MessageBody),
              })),
            };
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  const journal = openJournal(mkdtempSync(path.join(os.tmpdir(), "ordeal-proxy-")));
  const kinds: string[] = [];
  journal.onLine((line: Line) => kinds.push(`${line.kind} ${line.order ?? ""}`.trim()));
  const upstream = new URL(`http://127.0.0.1:${(service.address() as AddressInfo).port}`);
  const proxy = await startProxy({ upstream, journal, seed: "1", hopOf: () => "Q", orderOf: (body) => body });
  const clients = clientsFor(proxy.url, { region: "us-east-1", allowedHosts: ["127.0.0.1"], maxAttempts: 2 });
  const end = proxy.begin({ id: "f1", ...rule });
  try {
    const seen = await use(clients.sqs).catch((error: unknown) =>
      error instanceof Error ? error.name : "error",
    );
    end();
    return { seen, received, kinds };
  } finally {
    clients.destroy();
    await proxy.close();
    service.closeAllConnections();
    await new Promise((resolve) => service.close(resolve));
    await journal.close();
  }
}

const send = (body: string) => new SendMessageCommand({ QueueUrl: "q", MessageBody: body });
const STRUCK = ["fault.began", "fault.struck a", "fault.ended"];

test("throttle: the SDK tries again and arrives", async () => {
  const result = await struckBy(
    { hop: "Q", fault: "throttle", on: { order: "a" } },
    async (sqs) => (await sqs.send(send("a"))).$metadata.attempts,
  );
  expect(result).toEqual({ seen: 2, received: ["SendMessage"], kinds: STRUCK });
});

test("fail: a definite error, and nothing arrives", async () => {
  const rule = { hop: "Q", fault: "fail", on: { order: "a" }, error: { type: "AccessDenied" } } as const;
  const result = await struckBy(rule, (sqs) => sqs.send(send("a")));
  expect(result).toEqual({ seen: "AccessDenied", received: [], kinds: STRUCK });
});

test("drop-ack: the service did the work, the answer is lost, the retry doubles it", async () => {
  const result = await struckBy(
    { hop: "Q", fault: "drop-ack", on: { order: "a" } },
    async (sqs) => (await sqs.send(send("a"))).$metadata.attempts,
  );
  expect(result).toEqual({ seen: 2, received: ["SendMessage", "SendMessage"], kinds: STRUCK });
});

test("partial: the named entry is Failed under 200, the other goes through", async () => {
  const entries = ["a", "b"].map((body) => ({ Id: `id-${body}`, MessageBody: body }));
  const result = await struckBy({ hop: "Q", fault: "partial", on: { order: "a" } }, async (sqs) => {
    const { Failed, Successful } = await sqs.send(
      new SendMessageBatchCommand({ QueueUrl: "q", Entries: entries }),
    );
    return { failed: Failed?.map(({ Id }) => Id), successful: Successful?.map(({ Id }) => Id) };
  });
  expect(result).toEqual({
    seen: { failed: ["id-a"], successful: ["id-b"] },
    received: ["SendMessageBatch id-b"],
    kinds: STRUCK,
  });
});

test("another order is left alone", async () => {
  const result = await struckBy(
    { hop: "Q", fault: "fail", on: { order: "a" } },
    async (sqs) => (await sqs.send(send("b"))).MessageId,
  );
  expect(result).toEqual({ seen: "m", received: ["SendMessage"], kinds: ["fault.began", "fault.ended"] });
});

const PLACES = {
  kinds: new Map([["Q", "queue" as const]]),
  hasWeather: false,
  hasFunctionGate: false,
  isRun: true,
};

test.each<[string, Record<string, unknown>, string]>([
  ["a field that is not known", { foo: 1 }, "/rules/0/foo is unknown"],
  ["a fault that is none", { fault: "explode" }, "/rules/0/fault must be one of duplicate, delay, "],
  ["a service that is none", { hop: "control:kinesis" }, "/rules/0/hop control:kinesis is no hop"],
  [
    "a service whose calls name no action on the wire",
    { hop: "control:lambda" },
    "/rules/0/hop control:lambda is no hop of the system; hops are Q, control:sqs, ",
  ],
  ["a span that runs backwards", { delayMs: [5, 1] }, "/rules/0/delayMs runs from 5 down to 1"],
  ["an end before its beginning", { fromMs: 5, untilMs: 1 }, "/rules/0/untilMs 1 is before fromMs 5"],
])("a plan with %s is refused", (_, more, words) => {
  const rule = { id: "x", hop: "Q", fault: "fail", ...more };
  expect(() => parseFaultPlan({ format: 1, rules: [rule] }, PLACES)).toThrow(words);
});

test("a plan of a newer format, and two rules of one id, are refused", () => {
  const rule = { id: "x", hop: "Q", fault: "fail" };
  expect(() => parseFaultPlan({ format: 2, rules: [] }, PLACES)).toThrow("/format must be 1");
  expect(() => parseFaultPlan({ format: 1, rules: [rule, rule] }, PLACES)).toThrow(
    "/rules/1/id x is that of /rules/0 too",
  );
});

test("a Query call is of the service that it was signed for", () => {
  const reading = { hopOf: () => undefined, orderOf: () => undefined };
  const read = (body: string, scope?: string) =>
    readCall(
      {
        "content-type": "application/x-www-form-urlencoded",
        ...(scope === undefined
          ? {}
          : { authorization: `AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/${scope}/aws4_request, b=c` }),
      },
      Buffer.from(body),
      reading,
    ).service;
  expect([
    read("Action=GetCallerIdentity", "sts"),
    read("Action=CreateRole", "iam"),
    read("Action=CreateTopic&Name=a", "sns"),
    read("Action=CreateTopic&Name=a"),
    read("Action=CreateStack&StackName=a"),
    read("Action=CreateQueue&QueueName=a"),
  ]).toEqual(["sts", "iam", "sns", "sns", "cloudformation", "sqs"]);
});

test("a plan names every problem with its path", () => {
  expect(() =>
    parseFaultPlan({ format: 1, rules: [{ id: "x", hop: "Q", fault: "explode" }] }, PLACES),
  ).toThrow("/rules/0/fault");
  expect(() =>
    parseFaultPlan({ format: 1, rules: [{ id: "x", hop: "Nope", fault: "fail" }] }, PLACES),
  ).toThrow("/rules/0/hop Nope is no hop");
});
