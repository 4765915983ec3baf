// Benchmark: the floor: Node's own HTTP server, JSON read and written, the right MD5s, and nothing else. No queue, no check, no clock: what
// a server on Node cannot cost less than. One line of messages stands for all queues, so that a receive has something to answer.
import { hash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Input {
  readonly QueueName?: string;
  readonly MessageBody?: string;
  readonly Entries?: readonly { readonly Id: string; readonly MessageBody?: string }[];
}

/** A batch, as it will be received. */
type Batch = readonly { readonly MessageId: string; readonly MD5OfBody: string; readonly Body: string }[];

/** As many as clients have on their way. */
const MAX_HELD = 64;
const held: Batch[] = [];
let ids = 0;

const nextId = (): string => `00000000-0000-4000-8000-${(ids += 1).toString(16).padStart(12, "0")}`;

const ANSWERS: Readonly<Record<string, (input: Input) => object>> = {
  CreateQueue: ({ QueueName }) => ({ QueueUrl: `http://127.0.0.1/000000000000/${QueueName}` }),
  SendMessage: ({ MessageBody = "" }) => ({
    MD5OfMessageBody: hash("md5", MessageBody),
    MessageId: nextId(),
  }),
  SendMessageBatch({ Entries = [] }) {
    const batch = Entries.map(({ MessageBody: Body = "" }) => ({
      MessageId: nextId(),
      MD5OfBody: hash("md5", Body),
      Body,
    }));
    if (held.length < MAX_HELD) held.push(batch);
    return {
      Successful: batch.map(({ MessageId, MD5OfBody: MD5OfMessageBody }, index) => ({
        Id: Entries[index]?.Id,
        MD5OfMessageBody,
        MessageId,
      })),
    };
  },
  ReceiveMessage: () => ({
    Messages: held.pop()?.map((message) => ({ ...message, ReceiptHandle: btoa(message.MessageId) })),
  }),
  DeleteMessageBatch: ({ Entries = [] }) => ({ Successful: Entries.map(({ Id }) => ({ Id })) }),
};

function answer(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const operation = String(request.headers["x-amz-target"]).replace("AmazonSQS.", "");
    const input = JSON.parse(Buffer.concat(chunks).toString()) as Input; // the benchmark's own
    const body = JSON.stringify(ANSWERS[operation]?.(input) ?? {});
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "content-length": Buffer.byteLength(body),
    };
    response.writeHead(200, headers).end(body);
  });
}

const server = createServer(answer).listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo; // it listens on a port
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
process.once("SIGTERM", () => process.exit(0));
