// Benchmark: an HTTP client that costs next to nothing: requests are bytes, and answers end by their Content-Length. So what is
// measured is the server, on a machine of two cores.
import { connect } from "node:net";

const HEAD_END = Buffer.from("\r\n\r\n");
const LENGTH = /^content-length: (\d+)$/im;

/** A connection of its own: one request after the other. */
export interface Client {
  /** The answer's body. Rejects at an answer that is not 200. */
  call(request: Buffer): Promise<string>;
  close(): void;
}

export function openClient(url: URL): Client {
  const socket = connect(Number(url.port), url.hostname);
  socket.setNoDelay(true);
  let pending: Buffer = Buffer.alloc(0);
  let answered = (_body: string): void => {};
  let failed = (_error: Error): void => {};
  socket.once("error", (error) => failed(error));
  socket.on("data", (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    const headEnd = pending.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = pending.toString("latin1", 0, headEnd);
    const bodyAt = headEnd + HEAD_END.length;
    const end = bodyAt + Number(LENGTH.exec(head)?.[1] ?? 0);
    if (pending.length < end) return;
    const body = pending.toString("utf8", bodyAt, end);
    pending = pending.subarray(end);
    if (head.startsWith("HTTP/1.1 200")) answered(body);
    else failed(new Error(`${head}\n${body}`));
  });
  return {
    call(request) {
      return new Promise((resolve, reject) => {
        answered = resolve;
        failed = reject;
        socket.write(request);
      });
    },
    close: () => void socket.end(),
  };
}

/** An AWS JSON request of SQS as it stands on the wire. */
export function sqsRequest(url: URL, operation: string, members: object): Buffer {
  const body = Buffer.from(JSON.stringify(members));
  const head = [
    "POST / HTTP/1.1",
    `host: ${url.host}`,
    "content-type: application/x-amz-json-1.0",
    `x-amz-target: AmazonSQS.${operation}`,
    "authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
    `content-length: ${body.length}`,
    "",
    "",
  ];
  return Buffer.concat([Buffer.from(head.join("\r\n")), body]);
}
