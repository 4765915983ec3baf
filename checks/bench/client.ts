// Benchmark: an HTTP client that costs next to nothing: one request as bytes, sent again and again over a socket, answers counted by
// their Content-Length. So what is measured is the server, on a machine of two cores.
import { connect } from "node:net";

const HEAD_END = Buffer.from("\r\n\r\n");
const LENGTH = /^content-length: (\d+)$/im;

/** Sends a request `times` times, one after the other, over a connection of its own. Rejects at an answer that is not 200. */
export function sendAgain(url: URL, request: Buffer, times: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname);
    socket.setNoDelay(true);
    let left = times;
    let pending: Buffer = Buffer.alloc(0);
    const fail = (why: string) => {
      socket.destroy();
      reject(new Error(why));
    };
    socket.once("connect", () => socket.write(request));
    socket.once("error", (error) => fail(error.message));
    socket.on("data", (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const headEnd = pending.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const head = pending.toString("latin1", 0, headEnd);
      const end = headEnd + HEAD_END.length + Number(LENGTH.exec(head)?.[1] ?? 0);
      if (pending.length < end) return;
      if (!head.startsWith("HTTP/1.1 200")) return fail(pending.toString("utf8", 0, end));
      pending = pending.subarray(end);
      left -= 1;
      if (left > 0) socket.write(request);
      else {
        socket.end();
        resolve();
      }
    });
  });
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
